package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Geometry2d;

/** For every output pixel of a pool, the part of its window that lies inside the image, and where that part begins. */
final class PoolWindows {
    /** Per output pixel, in row order. */
    final Kernels.Window[] windows;

    /** Offset of the window's first element inside the image, within a block. */
    final int[] origins;

    PoolWindows(Geometry2d g, Layout image) {
        windows = new Kernels.Window[g.outHeight() * g.outWidth()];
        origins = new int[windows.length];
        for (int i = 0; i < g.outHeight(); i++) {
            for (int j = 0; j < g.outWidth(); j++) {
                int h = i * g.strideH() - g.top();
                int w = j * g.strideW() - g.left();
                int above = Math.max(0, -h);
                int leftOf = Math.max(0, -w);
                int at = i * g.outWidth() + j;
                windows[at] = new Kernels.Window(
                        Math.min(h + g.kernelH(), g.height()) - h - above,
                        Math.min(w + g.kernelW(), g.width()) - w - leftOf,
                        image.rowStride(),
                        above * g.kernelW() + leftOf,
                        g.kernelW());
                origins[at] = image.offset(h + above, w + leftOf);
            }
        }
    }
}
