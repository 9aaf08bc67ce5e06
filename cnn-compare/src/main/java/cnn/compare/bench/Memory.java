package cnn.compare.bench;

import java.util.OptionalLong;

/**
 * The most memory that a contestant held.
 *
 * @param residentPeak bytes of its process, Java and native code alike; empty where the system does not tell
 * @param planned bytes that the engine says its network takes; empty if it does not say
 */
public record Memory(OptionalLong residentPeak, OptionalLong planned) {}
