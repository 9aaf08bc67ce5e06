/** Networks as ONNX files. The only place that knows ONNX's messages. */
@NullMarked
package cnn.exchange.onnx;

import org.jspecify.annotations.NullMarked;
