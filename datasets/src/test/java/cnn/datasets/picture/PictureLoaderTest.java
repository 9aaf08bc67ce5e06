package cnn.datasets.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.config.Fit;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures come from the cache when nothing has changed, and only then; they are always the same. */
class PictureLoaderTest {
    private static final PictureSize SIZE = new PictureSize(3, 6, 5, Fit.STRETCH);

    @TempDir
    private Path folder;

    private final AtomicInteger decoded = new AtomicInteger();
    private final List<PictureInput> files = new ArrayList<>();

    @BeforeEach
    void makeFiles() {
        for (int i = 0; i < 9; i++) {
            byte[] file = Pictures.file(Pictures.waves(20 + i, 30 - i, i), "jpg");
            files.add(input("file " + i, i == 3 ? Arrays.copyOf(file, 300) : file));
        }
        files.set(5, input("file 5", new byte[0]));
    }

    private static PictureInput input(String key, byte[] bytes) {
        return new PictureInput() {
            @Override
            public String contentKey() {
                return key;
            }

            @Override
            public byte[] bytes() {
                return bytes;
            }
        };
    }

    private static PictureInput unreadable(IOException why) {
        return new PictureInput() {
            @Override
            public String contentKey() {
                return "unreadable";
            }

            @Override
            public byte[] bytes() throws IOException {
                throw why;
            }
        };
    }

    private PictureLoader loader(PictureCache cache, int threads) {
        return new PictureLoader(PictureDecoder.usual(), cache, (done, all) -> decoded.set(done), threads);
    }

    private LoadedPictures load() {
        decoded.set(0);
        return loader(PictureCache.in(folder), 2).load(files, SIZE);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static byte[] pixels(LoadedPictures pictures, int index) {
        byte[] pixels = new byte[SIZE.shape().size()];
        pictures.read(index, pixels, 0);
        return pixels;
    }

    private void assertRight(LoadedPictures pictures) throws IOException {
        assertThat(pictures.count()).isEqualTo(9);
        assertThat(pictures.broken()).extracting(Broken::index).containsExactly(3, 5);
        assertThat(pictures.broken(3).orElseThrow().reason()).isEqualTo(BrokenReason.TRUNCATED);
        assertThat(pictures.broken(5).orElseThrow().reason()).isEqualTo(BrokenReason.EMPTY);
        for (int i : new int[] {0, 1, 2, 4, 6, 7, 8}) {
            assertThat(pixels(pictures, i)).isEqualTo(PictureDecoder.usual().decode(files.get(i).bytes(), SIZE));
        }
        assertThatThrownBy(() -> pixels(pictures, 3)).hasMessageContaining("file 3");
    }

    @Test
    void decodesOnce() throws IOException {
        LoadedPictures first = load();
        assertThat(decoded).hasValue(9);
        assertThat(first.isFromCache()).isFalse();
        assertRight(first);
        LoadedPictures second = load();
        assertThat(decoded).hasValue(0);
        assertThat(second.isFromCache()).isTrue();
        assertRight(second);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void keepsNothingIfItIsToldTo() throws IOException {
        assertRight(loader(PictureCache.none(), 2).load(files, SIZE));
        assertThat(kept()).isEmpty();
    }

    @Test
    void anythingElseIsAnotherCache() throws IOException {
        load();
        files.set(0, input("file 0, changed", files.get(0).bytes()));
        load();
        assertThat(decoded).hasValue(9);
        loader(PictureCache.in(folder), 2).load(files, new PictureSize(3, 6, 5, Fit.CROP));
        loader(PictureCache.in(folder), 2).load(files, new PictureSize(1, 6, 5, Fit.STRETCH));
        loader(PictureCache.in(folder), 2).load(files.subList(0, 8), SIZE);
        assertThat(kept()).hasSize(5);
    }

    /** Each byte of it, changed by one bit, and each length. */
    @Test
    void noticesEveryDamage() throws IOException {
        load();
        Path file = kept().get(0);
        byte[] whole = Files.readAllBytes(file);
        CacheFile format = new CacheFile(PictureCache.key(files, SIZE), 9, SIZE);
        assertThat(format.open(file, 1)).isPresent();
        for (int at = 0; at < whole.length; at += at < 100 || at > CacheFile.PIXELS - 10 ? 1 : 97) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            assertThat(format.open(file, 1)).as("byte %d", at).isEmpty();
        }
        for (int length : new int[] {0, 1, 60, CacheFile.PIXELS, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(format.open(file, 1)).as("length %d", length).isEmpty();
        }
        assertRight(load());
        assertThat(decoded).hasValue(9);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        assertThat(kept()).containsExactly(file);
    }

    @Test
    void hasTheSameBytesWithEveryNumberOfThreads() throws IOException {
        load();
        byte[] whole = Files.readAllBytes(kept().get(0));
        for (int threads : new int[] {1, 3, 16}) {
            Files.delete(kept().get(0));
            loader(PictureCache.in(folder), threads).load(files, SIZE);
            assertThat(Files.readAllBytes(kept().get(0))).isEqualTo(whole);
        }
    }

    @Test
    void manyMayMakeItAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            Callable<LoadedPictures> one = () -> loader(PictureCache.in(folder), 2).load(files, SIZE);
            for (Future<LoadedPictures> loaded : pool.invokeAll(List.of(one, one, one, one, one, one))) {
                assertRight(loaded.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(kept()).hasSize(1);
    }

    /** It may be read another time, so it must not be remembered. */
    @Test
    void forgetsWhatCouldNotBeRead() throws IOException {
        files.set(2, unreadable(new IOException("the disk is asleep")));
        LoadedPictures pictures = load();
        assertThat(pictures.broken(2))
                .contains(new Broken(2, BrokenReason.UNREADABLE, "the disk is asleep"));
        assertThat(pixels(pictures, 0)).isEqualTo(PictureDecoder.usual().decode(files.get(0).bytes(), SIZE));
        assertThat(kept()).as("not even while the process runs").isEmpty();
        load();
        assertThat(decoded).hasValue(9);
    }

    /** Java's own message is the path alone. */
    @Test
    void saysWhyAFileCannotBeRead() {
        files.set(2, unreadable(new AccessDeniedException("data/cat/1.jpg")));
        files.set(4, unreadable(new FileSystemException("data/cat/2.jpg", null, "Input/output error")));
        assertThat(load().broken().stream().filter(one -> one.reason() == BrokenReason.UNREADABLE))
                .extracting(Broken::why)
                .containsExactly("AccessDeniedException", "FileSystemException: Input/output error");
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> loader(PictureCache.in(file), 1).load(files, SIZE))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--cache DIR");
    }

    /** A failure that is no file's fault ends the work, and leaves nothing half-written. */
    @Test
    void passesOnWhatIsNoFault() throws IOException {
        PictureDecoder failing = (file, size) -> {
            throw new IllegalStateException("a bug");
        };
        PictureLoader loader = new PictureLoader(failing, PictureCache.in(folder), PictureProgress.silent(), 2);
        assertThatThrownBy(() -> loader.load(files, SIZE)).hasMessage("a bug");
        assertThat(kept()).isEmpty();
    }

    @Test
    void liesInTheUsersFolderForCaches() {
        assertThat(PictureCache.usual(Map.of("XDG_CACHE_HOME", "/var/caches"), "Linux", "/home/ann").folder())
                .contains(Path.of("/var/caches/cnn/pictures"));
        // The specification: a relative path is to be ignored.
        assertThat(PictureCache.usual(Map.of("XDG_CACHE_HOME", "caches"), "Linux", "/home/ann").folder())
                .contains(Path.of("/home/ann/.cache/cnn/pictures"));
        assertThat(PictureCache.usual(Map.of(), "Mac OS X", "/Users/ann").folder())
                .contains(Path.of("/Users/ann/Library/Caches/cnn/pictures"));
        assertThatThrownBy(() -> PictureCache.usual(Map.of(), "Linux", "")).hasMessageContaining("--no-cache");
    }
}
