package cnn.check.faults;

import java.util.Optional;

/**
 * A mistake that can be planted.
 *
 * @param id stays, for example {@code conv2d-kernel-not-rotated-in-dx}
 * @param kind of layer that has it, as in configurations, or {@code update}
 * @param mistake what is wrong, a sentence for people who learn from it
 * @param symptom how it shows, half a sentence: which tensor is wrong and when
 * @param source a place where it really happened or is warned of (an issue, a commit, a paper, a book), with its address;
 *     empty if none is known
 */
public record Fault(String id, String kind, String mistake, String symptom, Optional<String> source) {}
