package cnn.datasets.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.config.SplitSpec;
import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every split is a function of the list of photos: the same photos come to the same part, and none to two. */
class PhotoSplitTest {
    private static final List<String> CLASSES = List.of("cat", "dog");

    private static Photo photo(String label, int number) {
        TreeFile file = new TreeFile(label + "/" + number + ".jpg", 0, "", () -> new byte[0]);
        return new Photo(label + "." + number, label, Optional.empty(), OptionalLong.of(number), file);
    }

    private static List<Photo> photos(int cats, int dogs) {
        List<Photo> photos = new ArrayList<>();
        IntStream.range(0, cats).forEach(i -> photos.add(photo("cat", i)));
        IntStream.range(0, dogs).forEach(i -> photos.add(photo("dog", i)));
        return photos;
    }

    private static Map<Part, List<Photo>> split(List<Photo> photos, SplitSpec split) {
        return PhotoSplit.of(photos, CLASSES, split, "here");
    }

    private static long count(Map<Part, List<Photo>> parts, Part part, String label) {
        return parts.get(part).stream().filter(photo -> photo.label().equals(label)).count();
    }

    @Test
    void theBooksFirstEdition() {
        Map<Part, List<Photo>> parts = split(photos(2600, 2000), new SplitSpec.Chollet(1));
        assertThat(parts.get(Part.TRAIN)).hasSize(2000);
        assertThat(parts.get(Part.VALIDATION)).hasSize(1000);
        assertThat(parts.get(Part.TEST)).hasSize(1000);
        assertThat(parts.get(Part.TRAIN).get(999).id()).isEqualTo("cat.999");
        assertThat(parts.get(Part.VALIDATION).get(0).id()).isEqualTo("cat.1000");
        assertThat(parts.get(Part.TEST).get(999).id()).isEqualTo("dog.1999");
        assertThat(parts.get(Part.TEST)).allMatch(photo -> photo.part().equals(Optional.of(Part.TEST)));
    }

    @Test
    void theBooksSecondEditionTestsOnMore() {
        Map<Part, List<Photo>> parts = split(photos(2500, 2500), new SplitSpec.Chollet(2));
        assertThat(parts.get(Part.TEST)).hasSize(2000);
        assertThat(parts.get(Part.TEST).get(1999).id()).isEqualTo("dog.2499");
    }

    @Test
    void missingNumbersAreNamed() {
        List<Photo> photos = photos(2000, 1990);
        photos.removeIf(photo -> photo.id().equals("cat.7") || photo.id().equals("cat.8"));
        assertThatThrownBy(() -> split(photos, new SplitSpec.Chollet(1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("missing: cat 7-8 (2), dog 1990-1999 (10);");
        photos.add(photo("dog", 0));
        assertThatThrownBy(() -> split(photos, new SplitSpec.Chollet(1)))
                .hasMessageContaining("dog/0.jpg and dog/0.jpg have the same");
        assertThat(PhotoSplit.ranges(List.of(1L, 3L, 4L, 5L, 9L))).isEqualTo("1, 3-5, 9");
    }

    @Test
    void chanceKeepsTheProportions() {
        Map<Part, List<Photo>> parts = split(photos(100, 40), new SplitSpec.Random(0.7, 0.1, 0.2, 3));
        assertThat(count(parts, Part.TRAIN, "cat")).isEqualTo(70);
        assertThat(count(parts, Part.VALIDATION, "cat")).isEqualTo(10);
        assertThat(count(parts, Part.TEST, "cat")).isEqualTo(20);
        assertThat(count(parts, Part.TRAIN, "dog")).isEqualTo(28);
        assertThat(count(parts, Part.TEST, "dog")).isEqualTo(8);
        Set<String> ids = new HashSet<>();
        parts.values().forEach(photos -> photos.forEach(photo -> assertThat(ids.add(photo.id())).isTrue()));
        assertThat(ids).hasSize(140);
    }

    @Test
    void theSeedDecidesAlone() {
        List<Photo> photos = photos(50, 50);
        SplitSpec one = new SplitSpec.Random(0.8, 0.1, 0.1, 1);
        assertThat(split(photos, one)).isEqualTo(split(photos, one));
        assertThat(split(photos, one).get(Part.TEST))
                .isNotEqualTo(split(photos, new SplitSpec.Random(0.8, 0.1, 0.1, 2)).get(Part.TEST));
    }

    @Test
    void aPartWithoutPhotosIsRefused() {
        assertThatThrownBy(() -> split(photos(2, 2), new SplitSpec.Random(0.9, 0.05, 0.05, 1)))
                .hasMessageContaining("leaves no photo for test");
        assertThatThrownBy(() -> split(photos(2, 2), new SplitSpec.AsIs()))
                .hasMessageContaining("has no parts for training and test; say how to make them");
    }
}
