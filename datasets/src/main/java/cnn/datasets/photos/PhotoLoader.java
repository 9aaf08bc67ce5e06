package cnn.datasets.photos;

import cnn.config.BrokenPhotos;
import cnn.datasets.picture.BrokenPictureException;
import cnn.datasets.picture.BrokenReason;
import cnn.datasets.picture.PictureDecoder;
import cnn.datasets.picture.PictureSize;
import cnn.error.BadInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Reads and decodes photos, several at once; what comes out is in the order in which they were given.
 *
 * @param size what they become; empty: they are looked at, but no pixels are kept
 * @param hashing whether {@link PerceptualHash}es are wanted
 */
record PhotoLoader(PictureDecoder decoder, Optional<PictureSize> size, boolean hashing, BrokenPhotos policy) {
    /** So many are asked for at once: a broken one under {@link BrokenPhotos#FAIL} ends the load soon. */
    private static final int TOGETHER = 256;

    /** Those that could be read, and those that could not. */
    record Result(List<LoadedPhoto> photos, List<BrokenPhoto> broken) {}

    private record Outcome(Optional<LoadedPhoto> photo, Optional<BrokenPhoto> broken) {}

    /** @throws BadInputException if one is broken and the policy is to fail, or memory would not hold them */
    Result load(List<Photo> photos) {
        requireMemory(photos.size());
        List<LoadedPhoto> loaded = new ArrayList<>();
        List<BrokenPhoto> broken = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
            Thread thread = new Thread(task, "photos");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int from = 0; from < photos.size(); from += TOGETHER) {
                List<Callable<Outcome>> tasks = photos.subList(from, Math.min(photos.size(), from + TOGETHER)).stream()
                        .map(photo -> (Callable<Outcome>) () -> load(photo))
                        .collect(Collectors.toList());
                for (Future<Outcome> future : threads.invokeAll(tasks)) {
                    Outcome outcome = future.get();
                    outcome.photo().ifPresent(loaded::add);
                    outcome.broken().ifPresent(one -> broken.add(accepted(one)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while photos were being read", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a photo could not be read for a reason that is no fault of its file", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return new Result(loaded, broken);
    }

    private BrokenPhoto accepted(BrokenPhoto broken) {
        if (policy == BrokenPhotos.FAIL) {
            throw new BadInputException("photo %s cannot be read: %s; mend or remove it, or leave such photos out with --broken skip"
                    .formatted(broken.photo().file().path(), broken.why()));
        }
        return broken;
    }

    private Outcome load(Photo photo) {
        try {
            byte[] file = photo.bytes();
            byte[] pixels = size.isPresent() ? decoder.decode(file, size.get()) : new byte[0];
            boolean look = hashing || size.isEmpty();
            long hash = look ? PerceptualHash.of(decoder.decode(file, PerceptualHash.SIZE)) : 0;
            return new Outcome(Optional.of(new LoadedPhoto(photo, pixels, hash)), Optional.empty());
        } catch (BrokenPictureException e) {
            return broken(photo, e.reason(), e);
        } catch (IOException e) {
            return broken(photo, BrokenReason.UNREADABLE, e);
        }
    }

    private static Outcome broken(Photo photo, BrokenReason reason, IOException why) {
        String message = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
        return new Outcome(Optional.empty(), Optional.of(new BrokenPhoto(photo, reason, message)));
    }

    /** Said before the work, not by the garbage collector in the middle of it. */
    private void requireMemory(int count) {
        long wanted = size.map(one -> (long) count * one.shape().size()).orElse(0L);
        long most = Runtime.getRuntime().maxMemory();
        if (wanted > most * 3 / 4) {
            throw new BadInputException(
                    "%,d photos of %s take %,d MiB of memory, Java has %,d; give it more (CNN_JAVA_OPTS=-Xmx…), or choose a smaller size or fewer photos"
                            .formatted(count, size.orElseThrow().shape(), wanted >> 20, most >> 20));
        }
    }
}
