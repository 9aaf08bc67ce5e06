package cnn.nd4j.op;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One of ND4J's native operations, with its arrays and arguments bound once and run many times: the native side then
 * neither infers shapes nor allocates outputs.
 */
public final class NativeOp implements Operation {
    private final OpExecutioner executioner = Nd4j.getExecutioner();
    private final DynamicCustomOp op;
    private final OpContext context;
    private final INDArray[] inputs;
    private final INDArray[] outputs;
    private boolean bound;

    private NativeOp(String name, INDArray[] inputs, INDArray[] outputs) {
        this.op = DynamicCustomOp.builder(name).build();
        this.context = executioner.buildContext();
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** The operation {@code name} as libnd4j registers it, for example {@code conv2d}. */
    public static NativeOp of(String name, INDArray[] inputs, INDArray... outputs) {
        return new NativeOp(name, inputs.clone(), outputs.clone());
    }

    /**
     * A setting that an operation takes as an array: unlike arguments such settings can change without new native
     * memory. The caller closes it.
     */
    public static INDArray scalar(double value) {
        return Nd4j.createUninitializedDetached(DataType.DOUBLE, 1).assign(value);
    }

    public NativeOp withIntegers(long... arguments) {
        context.setIArguments(arguments);
        return this;
    }

    public NativeOp withReals(double... arguments) {
        context.setTArguments(arguments);
        return this;
    }

    /** Whether oneDNN may run it; {@code false} takes libnd4j's own loops. */
    public NativeOp withOneDnn(boolean allowed) {
        context.allowHelpers(allowed);
        return this;
    }

    /**
     * Takes the outputs' shapes as given. Libnd4j's shape rule knows symmetric padding only, while its pooling loops
     * take the padding above and left from their arguments and what is below and right from the output's extents.
     */
    public NativeOp withOutputShapesAsGiven() {
        context.shapeFunctionOverride(true);
        return this;
    }

    /**
     * Replaces an input; it is bound when the operation runs next, since until then others may be replaced too, and
     * what they replace may be closed already. Only a change costs anything.
     */
    public NativeOp input(int index, INDArray array) {
        if (inputs[index] != array) {
            inputs[index] = array;
            bound = false;
        }
        return this;
    }

    @Override
    public void run() {
        if (!bound) {
            bind();
        }
        executioner.exec(op, context);
    }

    /** Purges first: the native side gathers a handle for each array that it was ever given. */
    private void bind() {
        context.purge();
        context.setInputArrays(inputs);
        context.setOutputArrays(outputs);
        bound = true;
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException("could not close " + this, e);
        }
    }

    @Override
    public String toString() {
        return op.opName() + Arrays.stream(inputs).map(INDArray::shapeInfoToString).toList();
    }
}
