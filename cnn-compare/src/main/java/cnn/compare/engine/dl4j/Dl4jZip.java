package cnn.compare.engine.dl4j;

import cnn.error.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The file that DL4J's {@code ModelSerializer} writes, read as plain text and numbers: no class that the file names is
 * made here, and nothing is unpacked that is larger than it may be. Of its entries {@code configuration.json} and
 * {@code coefficients.bin} are read; the optimizer's state and a normalizer are left alone. A file with serialised
 * Java objects is refused: reading such an object runs code of the file's choice, and DL4J itself would read some of
 * them.
 */
final class Dl4jZip implements AutoCloseable {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    /** A {@code DataSetPreProcessor} as a Java object. */
    private static final String PREPROCESSOR = "preprocessor.bin";
    /** What {@code ModelSerializer.addObjectToFile} adds. */
    private static final String OBJECTS = "objects/";

    private static final int MAX_CONFIGURATION = 64 << 20;

    private final Path file;
    private final ZipFile zip;

    /** @throws BadInputException if there is no such file, it is no zip, or it holds Java objects */
    Dl4jZip(Path file) {
        this.file = file;
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a folder; give a zip that DL4J's ModelSerializer wrote");
        }
        try {
            zip = new ZipFile(file.toFile());
        } catch (NoSuchFileException e) {
            throw new BadInputException("no such file: " + file, e);
        } catch (ZipException e) {
            throw new BadInputException(
                    file + " is no zip, or a damaged one (" + e.getMessage() + "); DL4J's ModelSerializer writes zips",
                    e);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
        try {
            zip.stream().map(ZipEntry::getName).forEach(this::refuseObjects);
        } catch (BadInputException e) {
            close();
            throw e;
        }
    }

    private void refuseObjects(String entry) {
        if (entry.equals(PREPROCESSOR) || entry.startsWith(OBJECTS)) {
            throw new BadInputException(("%s: its entry %s is a serialised Java object, and such a file is not read; "
                            + "take it out first: zip -d FILE '%s'").formatted(file, entry, entry));
        }
    }

    /** For messages. */
    Path file() {
        return file;
    }

    /** The network's description as JSON. */
    String configuration() {
        return new String(read(CONFIGURATION, MAX_CONFIGURATION), StandardCharsets.UTF_8);
    }

    /**
     * All parameters, running statistics included, in DL4J's order.
     *
     * @throws BadInputException if there are not as many as expected
     */
    double[] coefficients(int expected) {
        // An array's header is some hundred bytes long.
        long most = (long) expected * Double.BYTES + 1024;
        byte[] bytes = read(COEFFICIENTS, (int) Math.min(most, Integer.MAX_VALUE - 8));
        if (bytes.length == 0 && expected == 0) {
            return new double[0];
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return Dl4jNumbers.read(in, expected);
        } catch (IOException e) {
            String reason = Optional.ofNullable(e.getMessage()).orElse("it ends too early");
            throw new BadInputException("%s: %s is damaged: %s".formatted(file, COEFFICIENTS, reason), e);
        }
    }

    private byte[] read(String name, int most) {
        ZipEntry entry = Optional.ofNullable(zip.getEntry(name))
                .orElseThrow(() -> new BadInputException(
                        "%s has no entry %s, which DL4J's ModelSerializer writes (it has: %s)"
                                .formatted(file, name, entries())));
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new BadInputException("%s: its entry %s is larger than this network's %d bytes at most"
                        .formatted(file, name, most));
            }
            return bytes;
        } catch (IOException e) {
            throw new BadInputException("%s: its entry %s is damaged: %s".formatted(file, name, e.getMessage()), e);
        }
    }

    private String entries() {
        List<String> names = new ArrayList<>(zip.stream().map(ZipEntry::getName).limit(5).toList());
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new BadInputException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }
}
