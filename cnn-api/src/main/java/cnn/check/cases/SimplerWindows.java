package cnn.check.cases;

import cnn.spec.Padding;
import cnn.spec.Window2d;
import java.util.ArrayList;
import java.util.List;

/** The windows one step simpler than a given one: smaller kernel, smaller steps, no gaps, less padding. */
final class SimplerWindows {
    private SimplerWindows() {}

    static List<Window2d> of(Window2d w) {
        List<Window2d> simpler = new ArrayList<>();
        simpler.add(w.withStride(1));
        for (int h : SimplerCases.below(w.strideH())) {
            simpler.add(w.withStride(h, w.strideW()));
        }
        for (int v : SimplerCases.below(w.strideW())) {
            simpler.add(w.withStride(w.strideH(), v));
        }
        simpler.add(w.withDilation(1));
        for (int h : SimplerCases.below(w.dilationH())) {
            simpler.add(w.withDilation(h, w.dilationW()));
        }
        for (int v : SimplerCases.below(w.dilationW())) {
            simpler.add(w.withDilation(w.dilationH(), v));
        }
        for (Padding padding : paddings(w.padding())) {
            simpler.add(w.withPadding(padding));
        }
        simpler.addAll(kernels(w));
        simpler.removeIf(w::equals);
        return simpler;
    }

    private static List<Padding> paddings(Padding padding) {
        if (!(padding instanceof Padding.Explicit p)) {
            return List.of(Padding.NONE);
        }
        int[] sides = {p.top(), p.bottom(), p.left(), p.right()};
        List<Padding> less = new ArrayList<>(List.of(Padding.NONE));
        for (int side = 0; side < sides.length; side++) {
            if (sides[side] > 0) {
                less.add(with(sides, side, 0));
                less.add(with(sides, side, sides[side] - 1));
            }
        }
        return less;
    }

    private static Padding with(int[] sides, int side, int value) {
        int[] s = sides.clone();
        s[side] = value;
        return Padding.of(s[0], s[1], s[2], s[3]);
    }

    private static List<Window2d> kernels(Window2d w) {
        List<Window2d> smaller = new ArrayList<>(List.of(kernel(w, 1, 1)));
        for (int h : SimplerCases.below(w.kernelH())) {
            smaller.add(kernel(w, h, w.kernelW()));
        }
        for (int v : SimplerCases.below(w.kernelW())) {
            smaller.add(kernel(w, w.kernelH(), v));
        }
        return smaller;
    }

    private static Window2d kernel(Window2d w, int h, int v) {
        return new Window2d(h, v, w.strideH(), w.strideW(), w.padding(), w.dilationH(), w.dilationW());
    }
}
