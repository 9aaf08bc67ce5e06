package cnn.check;

import cnn.spec.AvgPool2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Relu;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;

/** Whether a layer's input is farther from every kink than errors can take it. */
final class Margin implements LayerSpec.Visitor<Boolean> {
    private final LayerInputs in;
    private final double[] errorOfX;

    private Margin(LayerInputs in, double[] errorOfX) {
        this.in = in;
        this.errorOfX = errorOfX;
    }

    static boolean isWider(LayerInputs in, double[] errorOfX) {
        return in.spec().accept(new Margin(in, errorOfX));
    }

    @Override
    public Boolean relu(Relu spec) {
        for (int i = 0; i < errorOfX.length; i++) {
            // What has no error stays where it is, even on the kink.
            if (Math.abs(in.x()[i]) <= errorOfX[i] && errorOfX[i] > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Boolean maxPool2d(MaxPool2d spec) {
        PoolWindows windows = new PoolWindows(spec.window().on(in.input().dim(1), in.input().dim(2)), in.x());
        return windows.allMatch((winner, other) -> {
            double reach = errorOfX[winner] + errorOfX[other];
            return in.x()[winner] - in.x()[other] > reach || reach == 0;
        });
    }

    @Override
    public Boolean conv2d(Conv2d spec) {
        return true;
    }

    @Override
    public Boolean avgPool2d(AvgPool2d spec) {
        return true;
    }

    @Override
    public Boolean dense(Dense spec) {
        return true;
    }

    @Override
    public Boolean flatten(Flatten spec) {
        return true;
    }

    @Override
    public Boolean sigmoid(Sigmoid spec) {
        return true;
    }

    @Override
    public Boolean tanh(Tanh spec) {
        return true;
    }
}
