package cnn.config;

/** What is done with photos that show nearly the same. */
public enum NearDuplicates {
    /** They stay. */
    KEEP,
    /** All but one of them go, from training first and from the test part never. */
    REMOVE
}
