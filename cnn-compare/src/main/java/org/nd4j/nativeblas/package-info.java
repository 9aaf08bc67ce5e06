/** Holds the one class that DL4J 1.0.0-M2.1 looks up by name and that its native bindings no longer bring. */
@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
