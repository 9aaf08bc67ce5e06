package cnn.datasets.photos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Pairs are found within parts and across, and what goes is never what others are compared on. */
class DuplicatesTest {
    private static LoadedPhoto photo(String id, Part part, long hash) {
        TreeFile file = new TreeFile(id, 0, "", () -> new byte[0]);
        Photo photo = new Photo(id, "cat", Optional.of(part), OptionalLong.empty(), file);
        return new LoadedPhoto(photo, new byte[0], hash);
    }

    private static String victim(Part a, Part b) {
        return Duplicates.find(List.of(photo("a", a, 0), photo("b", b, 7)), true)
                .get(0)
                .removed()
                .map(Photo::id)
                .orElse("nobody");
    }

    @Test
    void trainingGivesWayToWhatJudgesIt() {
        assertThat(victim(Part.TRAIN, Part.TRAIN)).isEqualTo("b");
        assertThat(victim(Part.TRAIN, Part.VALIDATION)).isEqualTo("a");
        assertThat(victim(Part.TRAIN, Part.TEST)).isEqualTo("a");
        assertThat(victim(Part.VALIDATION, Part.VALIDATION)).isEqualTo("b");
        assertThat(victim(Part.VALIDATION, Part.TEST)).isEqualTo("a");
        assertThat(victim(Part.TEST, Part.TEST)).isEqualTo("nobody");
    }

    @Test
    void threeOfAKindLeaveOne() {
        List<LoadedPhoto> photos = new ArrayList<>();
        photos.add(photo("a", Part.TRAIN, 0));
        photos.add(photo("b", Part.TRAIN, 1));
        photos.add(photo("c", Part.TRAIN, 2));
        List<NearDuplicate> pairs = Duplicates.find(photos, true);
        assertThat(pairs).hasSize(3);
        assertThat(pairs.stream().flatMap(pair -> pair.removed().stream()).map(Photo::id))
                .containsExactly("b", "c");
        assertThat(Duplicates.find(photos, false)).allMatch(pair -> pair.removed().isEmpty());
    }

    @Test
    void theThresholdIsTheLargestDistance() {
        long near = (1L << PerceptualHash.THRESHOLD) - 1;
        assertThat(Duplicates.find(List.of(photo("a", Part.TRAIN, 0), photo("b", Part.TRAIN, near)), true))
                .hasSize(1);
        assertThat(Duplicates.find(List.of(photo("a", Part.TRAIN, 0), photo("b", Part.TRAIN, 2 * near + 1)), true))
                .isEmpty();
    }
}
