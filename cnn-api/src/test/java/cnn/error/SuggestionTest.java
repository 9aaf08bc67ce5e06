package cnn.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("textbook", "scratch", "nd4j");

    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, abc, 0", "abc, '', 3", "kitten, sitting, 3", "flaw, lawn, 2", "ab, ba, 2"})
    void distanceIsLevenshteins(String a, String b, int distance) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(distance);
        assertThat(Suggestion.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void nearNamesAreSuggestedAndFarOnesAreNot() {
        assertThat(Suggestion.nearest("scrtach", KNOWN)).contains("scratch");
        assertThat(Suggestion.nearest("TextBook", KNOWN)).contains("textbook");
        assertThat(Suggestion.nearest("nd4", KNOWN)).contains("nd4j");
        assertThat(Suggestion.nearest("pytorch", KNOWN)).isEmpty();
    }

    @Test
    void theListIsSorted() {
        assertThat(Suggestion.among("pytorch", KNOWN)).isEqualTo("(there are nd4j, scratch, textbook)");
        assertThat(Suggestion.among("scratsh", KNOWN))
                .isEqualTo("(there are nd4j, scratch, textbook; did you mean 'scratch'?)");
    }
}
