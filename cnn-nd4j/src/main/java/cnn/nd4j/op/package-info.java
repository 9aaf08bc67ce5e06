/** Native operations, and the arrays they work on: layouts, views, memory that is planned once. */
@NullMarked
package cnn.nd4j.op;

import org.jspecify.annotations.NullMarked;
