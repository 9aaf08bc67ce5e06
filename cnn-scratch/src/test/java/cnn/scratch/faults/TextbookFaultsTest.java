package cnn.scratch.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.check.cases.LayerCases;
import cnn.check.faults.Fault;
import cnn.check.faults.FaultCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextbookFaultsTest {
    private final List<Fault> faults = new TextbookFaults().faults();

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(FaultCatalogue.class)).hasExactlyElementsOfTypes(TextbookFaults.class);
    }

    @Test
    void idsAreUniqueAndReadable() {
        assertThat(faults).extracting(Fault::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z0-9-]+"));
        assertThat(faults).extracting(Fault::id).contains("conv2d-kernel-not-rotated-in-dx", "relu-mask-from-dy");
    }

    @Test
    void everyKindOfLayerHasSome() {
        assertThat(faults.stream().map(Fault::kind).collect(Collectors.toSet()))
                .containsAll(LayerCases.all().stream().map(on -> on.spec().kind()).toList())
                .contains(FaultCatalogue.UPDATE, FaultCatalogue.LOSS);
    }

    @Test
    void everyOneIsToldInSentencesAndSourcesHaveAddresses() {
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.mistake()).endsWith(".");
            assertThat(fault.symptom()).isNotBlank().doesNotEndWith(".");
        });
        assertThat(faults.stream().map(Fault::source).flatMap(Optional::stream))
                .allMatch(source -> source.matches(".+[,?] https?://\\S+"));
    }

    @Test
    void refusesWhatItCannotPlant() {
        TextbookFaults catalogue = new TextbookFaults();
        Fault unknown = new Fault("no-such-fault", "conv2d", "", "", Optional.empty());
        assertThatThrownBy(() -> catalogue.plant(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such-fault");
        Fault ofLoss = LossMistake.SIGN.in(FaultCatalogue.LOSS);
        assertThatThrownBy(() -> catalogue.plant(ofLoss)).isInstanceOf(IllegalArgumentException.class);
        assertThat(catalogue.plantLoss(ofLoss).spec()).isEqualTo(LossMistake.SIGN.spec());
    }
}
