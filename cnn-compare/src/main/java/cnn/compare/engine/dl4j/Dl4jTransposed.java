package cnn.compare.engine.dl4j;

import cnn.compare.engine.NoCounterpartException;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import cnn.spec.TransposedConv2d;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.Activation;

/**
 * Says a transposed convolution in DL4J's words. Where as many rows are cut off above as below, that is {@code Deconvolution2D}'s
 * padding. Otherwise it gives the whole of what the kernels lay, and a {@code Cropping2D} cuts. Where the output reaches
 * further than any kernel does (output padding), rows of zeros behind the input make it long enough.
 */
record Dl4jTransposed(PlacedLayer placed, TransposedConv2d spec, Extent rows, Extent columns) {

    /**
     * One direction.
     *
     * @param more zeros to be put behind the input
     * @param before what is cut off in front of the output
     * @param after what is cut off behind it
     */
    private record Extent(int more, int before, int after) {
        static Extent of(int in, int stride, int kernel, int before, int out) {
            int whole = (in - 1) * stride + kernel;
            int after = whole - before - out;
            int more = after < 0 ? (-after + stride - 1) / stride : 0;
            return new Extent(more, before, after + more * stride);
        }

        boolean even() {
            return more == 0 && before == after;
        }
    }

    static Dl4jPiece of(PlacedLayer placed, TransposedConv2d spec) {
        Geometry2d g = spec.geometry(placed.input());
        if (g.dilationH() * g.dilationW() > 1) {
            throw new NoCounterpartException(
                    placed, "DL4J", "its transposed convolution cannot be dilated: ND4J fails where it uses oneDNN for it");
        }
        Extent rows = Extent.of(g.outHeight(), g.strideH(), g.kernelH(), g.top(), g.height());
        Extent columns = Extent.of(g.outWidth(), g.strideW(), g.kernelW(), g.left(), g.width());
        return new Dl4jTransposed(placed, spec, rows, columns).piece(g);
    }

    private Dl4jPiece piece(Geometry2d g) {
        List<Layer> layers = new ArrayList<>();
        if (rows.more() + columns.more() > 0) {
            layers.add(new ZeroPaddingLayer.Builder(0, rows.more(), 0, columns.more())
                    .name(placed.name() + "-padding")
                    .build());
        }
        boolean even = rows.even() && columns.even();
        layers.add(deconvolution(g, even ? new int[] {rows.before(), columns.before()} : new int[] {0, 0}));
        if (!even) {
            layers.add(new Cropping2D.Builder(rows.before(), rows.after(), columns.before(), columns.after())
                    .name(placed.name() + "-cropping")
                    .build());
        }
        return new Dl4jPiece(List.copyOf(layers), Optional.empty(), Optional.empty());
    }

    private Deconvolution2D deconvolution(Geometry2d g, int[] padding) {
        return new Deconvolution2D.Builder(g.kernelH(), g.kernelW())
                .name(placed.name())
                .nIn(placed.input().dim(0))
                .nOut(spec.channels())
                .stride(g.strideH(), g.strideW())
                .convolutionMode(ConvolutionMode.Truncate)
                .padding(padding)
                .hasBias(spec.bias())
                .activation(Activation.IDENTITY)
                .build();
    }
}
