package cnn.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.datasets.cifar.Embedded;
import cnn.error.BadInputException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DatasetsTest {
    @Test
    void everyNameGivesTheDatasetOfThatName() {
        assertThat(Datasets.names()).contains("cats-dogs-32");
        assertThat(Datasets.names()).allSatisfy(name -> assertThat(Datasets.named(name).name()).isEqualTo(name));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Datasets.named("cat-dogs-32"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("unknown dataset 'cat-dogs-32' (there are cats-dogs-32; did you mean 'cats-dogs-32'?)");
    }

    @Test
    void partsCanBeLimitedOneByOne() {
        Dataset limited = Embedded.DATASET.limited(OptionalInt.of(300), OptionalInt.empty());
        assertThat(limited.name()).isEqualTo("cats-dogs-32");
        assertThat(limited.citation()).isEqualTo(Embedded.DATASET.citation());
        assertThat(limited.train().size()).isEqualTo(300);
        assertThat(limited.test().size()).isEqualTo(2_000);
    }

    @Test
    void aLimitDoesNotChangeTheNormalisation() {
        Subset subset = (Subset)
                Embedded.DATASET.limited(OptionalInt.of(10), OptionalInt.empty()).train();
        float[] expected = new float[3072];
        float[] x = new float[3072];
        Embedded.DATASET.train().read(subset.sourceIndex(3), expected, 0);
        subset.read(3, x, 0);
        assertThat(x).isEqualTo(expected);
    }

    @Test
    void tooHighALimitNamesTheDatasetAndThePart() {
        Dataset limited = Embedded.DATASET.limited(OptionalInt.of(1), OptionalInt.of(2_001));
        assertThatThrownBy(limited::test)
                .isInstanceOf(BadInputException.class)
                .hasMessage("dataset cats-dogs-32, test: 2001 samples were asked for, there are 2000;"
                        + " ask for at most that many");
    }
}
