/**
 * DL4J as an engine, mended and as shipped, and its model files: translated to, walked by hand, and bridged to our order of
 * parameters. Found through {@code EngineProvider}; nothing outside needs to know it but those who read and write its files.
 */
@NullMarked
package cnn.compare.engine.dl4j;

import org.jspecify.annotations.NullMarked;
