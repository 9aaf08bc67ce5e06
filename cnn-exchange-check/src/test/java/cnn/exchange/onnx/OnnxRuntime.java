package cnn.exchange.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** A model in ONNX Runtime, on the processor and on one thread. */
final class OnnxRuntime implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Precision precision;

    /** @throws OrtException with the code ORT_NOT_IMPLEMENTED if it has no such operator in this precision */
    OnnxRuntime(byte[] model, Precision precision) throws OrtException {
        this.precision = precision;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            session = environment.createSession(model, options);
        }
    }

    OrtSession session() {
        return session;
    }

    /** y for a batch x of this shape. */
    double[] run(Shape shape, double[] x) {
        try (OnnxTensor input = tensor(shape, x);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            OnnxTensor y = (OnnxTensor) result.get(0);
            return precision == Precision.FLOAT64 ? doubles(y.getDoubleBuffer()) : doubles(y.getFloatBuffer());
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime cannot run the model: " + e.getMessage(), e);
        }
    }

    private OnnxTensor tensor(Shape shape, double[] x) throws OrtException {
        long[] extents = Arrays.stream(shape.toArray()).asLongStream().toArray();
        if (precision == Precision.FLOAT64) {
            return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(x), extents);
        }
        float[] rounded = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            rounded[i] = (float) x[i];
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(rounded), extents);
    }

    private static double[] doubles(DoubleBuffer buffer) {
        double[] values = new double[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static double[] doubles(FloatBuffer buffer) {
        double[] values = new double[buffer.remaining()];
        Arrays.setAll(values, buffer::get);
        return values;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime cannot close a session", e);
        }
    }
}
