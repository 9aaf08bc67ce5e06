package cnn.datasets.photos;

import cnn.config.BrokenPhotos;
import cnn.datasets.picture.Broken;
import cnn.datasets.picture.LoadedPictures;
import cnn.datasets.picture.PictureCache;
import cnn.datasets.picture.PictureDecoder;
import cnn.datasets.picture.PictureLoader;
import cnn.datasets.picture.PictureSize;
import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Photos and what became of them, in the order in which they were given.
 *
 * @param size what they become; empty: they are looked at, but no pixels are kept
 * @param hashing whether {@link PerceptualHash}es are wanted
 */
record PhotoLoader(
        PictureDecoder decoder, Optional<PictureSize> size, boolean hashing, BrokenPhotos policy, PictureCache cache) {

    /** Without a cache. */
    PhotoLoader(PictureDecoder decoder, Optional<PictureSize> size, boolean hashing, BrokenPhotos policy) {
        this(decoder, size, hashing, policy, PictureCache.none());
    }

    /** Those that could be read, and those that could not. */
    record Result(List<LoadedPhoto> photos, List<BrokenPhoto> broken) {}

    /** @throws BadInputException if one is broken and the policy is to fail, or the cache cannot be written to */
    Result load(List<Photo> photos) {
        PictureLoader loader = new PictureLoader(decoder, cache, new LoggedProgress());
        boolean look = hashing || size.isEmpty();
        LoadedPictures pictures = loader.load(photos, size.orElse(PerceptualHash.SIZE));
        requireWhole(photos, pictures);
        LoadedPictures small = look && size.isPresent() ? loader.load(photos, PerceptualHash.SIZE) : pictures;
        List<LoadedPhoto> loaded = new ArrayList<>();
        List<BrokenPhoto> broken = new ArrayList<>();
        byte[] grey = new byte[PerceptualHash.SIZE.shape().size()];
        for (int i = 0; i < photos.size(); i++) {
            int index = i;
            Photo photo = photos.get(i);
            Optional<Broken> why = pictures.broken(i).or(() -> small.broken(index));
            if (why.isPresent()) {
                broken.add(new BrokenPhoto(photo, why.get().reason(), why.get().why()));
                continue;
            }
            long hash = 0;
            if (look) {
                small.read(i, grey, 0);
                hash = PerceptualHash.of(grey);
            }
            loaded.add(new LoadedPhoto(photo, (target, offset) -> pictures.read(index, target, offset), hash));
        }
        return new Result(loaded, broken);
    }

    private void requireWhole(List<Photo> photos, LoadedPictures pictures) {
        if (policy == BrokenPhotos.FAIL) {
            pictures.broken().stream().findFirst().ifPresent(broken -> {
                throw new BadInputException(("photo %s cannot be read: %s; mend or remove it, or leave such photos out"
                                + " with --broken skip")
                        .formatted(photos.get(broken.index()).file().path(), broken.why()));
            });
        }
    }
}
