package cnn.compare.engine.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of DL4J on the class path, from what Maven wrote into its jar. */
final class Dl4jVersion {
    private static final String RESOURCE = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    private Dl4jVersion() {}

    static String read() {
        try (InputStream in = Dl4jVersion.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                return "of unknown version";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "of unknown version");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
