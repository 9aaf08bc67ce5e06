package cnn.datasets.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decoded pictures by the number of their files, on the heap or mapped from a file. Safe for several readers. */
public final class LoadedPictures {
    private final PictureSize size;
    private final int count;
    private final PixelStore pixels;
    private final Map<Integer, Broken> broken = new HashMap<>();
    private final boolean fromCache;

    LoadedPictures(PictureSize size, int count, PixelStore pixels, List<Broken> broken, boolean fromCache) {
        this.size = size;
        this.count = count;
        this.pixels = pixels;
        this.fromCache = fromCache;
        broken.forEach(one -> this.broken.put(one.index(), one));
    }

    public PictureSize size() {
        return size;
    }

    /** How many files there were, broken ones too. */
    public int count() {
        return count;
    }

    /** Whether nothing had to be decoded. */
    public boolean isFromCache() {
        return fromCache;
    }

    /** What is wrong with file {@code index}; empty if it became a picture. */
    public Optional<Broken> broken(int index) {
        return Optional.ofNullable(broken.get(index));
    }

    /** The files that did not become pictures, in their order. */
    public List<Broken> broken() {
        List<Broken> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            broken(i).ifPresent(all::add);
        }
        return all;
    }

    /**
     * Writes the bytes {@code [C, H, W]} of file {@code index} into {@code target} from {@code offset} on.
     *
     * @throws IllegalArgumentException if the file is broken
     */
    public void read(int index, byte[] target, int offset) {
        if (broken.containsKey(index)) {
            throw new IllegalArgumentException("file %d did not become a picture".formatted(index));
        }
        pixels.read(index, target, offset);
    }
}
