package cnn.scratch.faults;

/**
 * How a pass of a convolution walks over the image; a wrong one walks otherwise backwards than forwards.
 *
 * @param firstOfGroup by how many channels the groups' first channels lie apart
 * @param rows of the output that are visited
 * @param padded whether windows that touch the padding are visited
 */
record ConvWalk(int strideH, int dilationH, int dilationW, int top, int firstOfGroup, int rows, boolean padded) {
    ConvWalk withStrideH(int other) {
        return new ConvWalk(other, dilationH, dilationW, top, firstOfGroup, rows, padded);
    }

    ConvWalk withDilation(int h, int w) {
        return new ConvWalk(strideH, h, w, top, firstOfGroup, rows, padded);
    }

    ConvWalk withTop(int other) {
        return new ConvWalk(strideH, dilationH, dilationW, other, firstOfGroup, rows, padded);
    }

    ConvWalk withFirstOfGroup(int other) {
        return new ConvWalk(strideH, dilationH, dilationW, top, other, rows, padded);
    }

    ConvWalk withRows(int other) {
        return new ConvWalk(strideH, dilationH, dilationW, top, firstOfGroup, other, padded);
    }

    ConvWalk withPadded(boolean other) {
        return new ConvWalk(strideH, dilationH, dilationW, top, firstOfGroup, rows, other);
    }
}
