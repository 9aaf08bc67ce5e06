package cnn.datasets.picture;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * What the JPEG decoder says beside. It fills up with grey what coded data does not give, and goes on; its messages are
 * libjpeg's, in English everywhere. Others, such as bytes between the data and a marker, do no harm: cameras write
 * them.
 */
final class ReadWarnings implements IIOReadWarningListener {
    private boolean truncated;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String text = String.valueOf(warning).toLowerCase(Locale.ROOT);
        truncated |= text.contains("premature end");
    }

    /** Whether coded data ended too early. */
    boolean truncated() {
        return truncated;
    }
}
