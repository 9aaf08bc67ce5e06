package cnn.model;

import cnn.error.BadInputException;
import cnn.model.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 of files and texts, and the list of them that {@code sha256sum -c} understands. */
final class Checksums {
    /** The list's own name in a folder. */
    static final String FILE = "SHA256SUMS";

    private Checksums() {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Writes the list of a folder's files. */
    static void write(Path folder, Map<String, String> checksums) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(checksums).forEach((file, sum) -> text.append(sum).append("  ").append(file).append('\n'));
        Storage.replace(folder.resolve(FILE), text.toString());
    }

    /**
     * @param files that the list must name, and no others
     * @throws BadInputException if one is missing or is not as it was written; says which
     */
    static void require(Path folder, List<String> files) {
        Map<String, String> found = new TreeMap<>();
        for (String file : files) {
            Path path = folder.resolve(file);
            if (!Files.isRegularFile(path)) {
                throw damaged(folder, file + " is missing");
            }
            try {
                found.put(file, of(path));
            } catch (IOException e) {
                throw new BadInputException("cannot read " + path + ": " + e, e);
            }
        }
        Map<String, String> listed = read(folder);
        for (String file : files) {
            if (!found.get(file).equals(listed.get(file))) {
                throw damaged(folder, file + " is not what was written (its SHA-256 is not the one in " + FILE + ")");
            }
        }
        if (listed.size() != files.size()) {
            throw damaged(folder, FILE + " lists other files than " + files);
        }
    }

    private static Map<String, String> read(Path folder) {
        Map<String, String> listed = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(folder.resolve(FILE))) {
                String[] parts = line.split("  ", 2);
                if (parts.length != 2) {
                    throw damaged(folder, FILE + " is no list of checksums");
                }
                listed.put(parts[1], parts[0]);
            }
        } catch (IOException e) {
            throw damaged(folder, FILE + " is missing or no text");
        }
        return listed;
    }

    private static BadInputException damaged(Path folder, String why) {
        return new BadInputException("checkpoint " + folder + " is damaged: " + why
                + "; put the file back, or delete the folder to go on from the checkpoint before it");
    }
}
