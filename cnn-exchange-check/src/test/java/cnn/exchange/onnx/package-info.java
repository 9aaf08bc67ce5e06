/** What OnnxExport writes, run by ONNX Runtime. */
@NullMarked
package cnn.exchange.onnx;

import org.jspecify.annotations.NullMarked;
