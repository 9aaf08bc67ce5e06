/** What a comparison found, as immutable data: what the console, JSON and HTML reports show. */
@NullMarked
package cnn.compare.result;

import org.jspecify.annotations.NullMarked;
