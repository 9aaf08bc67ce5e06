package cnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.cases.RandomCases;
import cnn.error.BadInputException;
import cnn.spec.Conv2d;
import cnn.spec.Relu;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseTextTest {
    @Test
    void theLineIsReadable() {
        Conv2d conv = new Conv2d(3, Window2d.of(3, 2).withStride(2, 1));
        assertThat(CaseText.write(new LayerCase("random 17/4", conv, Shape.of(2, 6, 7), 2, LayerCase.Data.NORMAL)))
                .isEqualTo("{conv2d: {channels: 3, kernel: [3, 2], stride: [2, 1], padding: [0, 0, 0, 0],"
                        + " dilation: [1, 1], groups: 1, bias: true}, input: [2, 6, 7], batch: 2, data: normal, name: random 17/4}");
    }

    @Test
    void everyCaseComesBack() {
        Stream<LayerCase> random = RandomCases.kinds().stream().flatMap(kind -> RandomCases.stream(kind, 23, 50));
        Stream.concat(LayerCases.all().stream(), random).forEach(on -> {
            String text = CaseText.write(on);
            assertThat(CaseText.read(text)).isEqualTo(on);
            assertThat(text).matches("[ -~&&[^']]*");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"it's", "a \"b\" \\c", "×, é: 你 \uD83D\uDE00", "{}", " x ", "true", "1e3", "a # b", "-", "tab\there"})
    void anyNameComesBack(String name) {
        LayerCase on = new LayerCase(name, new Relu(), Shape.of(3), 1, LayerCase.Data.TIES);
        assertThat(CaseText.read(CaseText.write(on))).isEqualTo(on);
        assertThat(CaseText.write(on)).matches("[ -~&&[^']]*");
    }

    @Test
    void whatIsUsualMayBeLeftOut() {
        assertThat(CaseText.read("{relu: , input: [3, 4, 5]}"))
                .isEqualTo(new LayerCase("by hand", new Relu(), Shape.of(3, 4, 5), 2, LayerCase.Data.NORMAL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{relu: {}, input: [3], batch: 0}|case:1:31: batch: expected at least 1 sample, got 0",
        "{relu: {}, input: [3], data: norml}|case:1:30: unknown data 'norml' (there are",
        "{relu: {}, input: [3], data: norml}|did you mean 'normal'?)",
        "{relu: {}}|case:1:1: 'input' is missing",
        "{input: [3]}|case:1:1: the case: expected one layer, such as 'relu: {}'",
        "{relu: {}, tanh: {}, input: [3]}|data and name, got [relu, tanh]",
        "{rellu: {}, input: [3]}|case:1:2: unknown layer 'rellu' (there are",
        "{conv2d: {channels: 2, kernel: 3}, input: [3]}|case:1:2: expected an image [C, H, W], got [3]",
        "{conv2d: {channels: 2, kernell: 3}, input: [3, 4, 4]}|case:1:24: unknown key 'kernell' in conv2d",
        "{residual: {body: [{conv2d: {channels: 2, kernel: 9}}]}, input: [1, 4, 4]}|case:1:20: conv2d 'conv1' on input",
        "{relu: {}|case:1:10: not valid YAML",
        "3|case:1:1: the case: expected a mapping"
    })
    void mistakesAreReportedWhereTheyStand(String text, String message) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> CaseText.read(text))
                .withMessageContaining(message);
    }
}
