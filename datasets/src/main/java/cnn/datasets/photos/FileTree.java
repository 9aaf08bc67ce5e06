package cnn.datasets.photos;

import java.io.Closeable;
import java.util.List;

/** The files of a folder or an archive, in {@link NaturalOrder} of their paths. */
interface FileTree extends Closeable {
    List<TreeFile> files();

    /** What messages call it. */
    String name();
}
