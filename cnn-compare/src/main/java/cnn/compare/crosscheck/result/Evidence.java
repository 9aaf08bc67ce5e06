package cnn.compare.crosscheck.result;

/**
 * What it is worth that two engines agree.
 *
 * @param independent whether they share no code that computes what is compared
 * @param shared what they share, in words; for independent ones too, where they share something else
 */
public record Evidence(String engine, String other, boolean independent, String shared) {}
