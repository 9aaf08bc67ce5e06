package cnn.compare.layers;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.cases.LayerCase;
import cnn.spec.Conv2d;
import cnn.spec.LayerSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerSurveyTest {
    private static final Conv2d CONV = new Conv2d(4, Window2d.of(3).withPadding(Padding.SAME));

    private static List<LayerRow> survey(LayerSpec spec, String... engines) {
        LayerCase on = new LayerCase("image", spec, Shape.of(4, 5, 6), 3, LayerCase.Data.NORMAL);
        return new LayerSurvey(List.of(on), List.of(engines)).run(row -> {});
    }

    @Test
    void everyNumberOfAConvolutionIsThereAndOfItsEnginesPrecision() {
        List<LayerRow> rows = survey(CONV, "textbook", "scratch", "nd4j", "dl4j");
        assertThat(rows).extracting(LayerRow::engine).containsExactly("textbook", "scratch", "nd4j", "nd4j", "dl4j", "dl4j");
        for (LayerRow row : rows) {
            assertThat(row.complaints()).isEmpty();
            assertThat(row.agrees()).isTrue();
            assertThat(row.slopes()).isPositive();
            // Far above rounding in the engine's precision and far below any wrong formula.
            double limit = row.precision().equals("float32") ? 1e-4 : 1e-8;
            Errors errors = row.errors();
            for (double error : new double[] {
                errors.y(), errors.dx(), errors.dparams(), errors.dxToDifferences(), errors.dparamsToDifferences()
            }) {
                assertThat(error).isBetween(0.0, limit);
            }
        }
        assertThat(rows.get(1).errors().dx()).isPositive();
    }

    @Test
    void aLayerWithoutParametersSaysSo() {
        LayerRow row = survey(new Relu(), "scratch").get(0);
        assertThat(row.errors().dparams()).isNaN();
        assertThat(row.errors().dx()).isNotNaN();
        assertThat(row.errors().dxToDifferences()).isNotNaN();
    }

    @Test
    void whatAnEngineRefusesIsTold() {
        LayerRow row = survey(CONV.withGroups(2), "dl4j").get(0);
        assertThat(row.cases()).isZero();
        assertThat(row.refusals()).isEqualTo(1);
        assertThat(row.refused()).hasValueSatisfying(reason -> assertThat(reason).contains("no DL4J counterpart"));
    }

    @Test
    void aCompositeHasTheErrorsOfTheLayersInsideIt() {
        LayerRow row = survey(Residual.of(List.of(CONV)), "nd4j").get(0);
        assertThat(row.agrees()).isTrue();
        assertThat(row.errors().dparams()).isBetween(0.0, 1e-12);
    }

    @Test
    void knownDefectsAreInTheFindings() throws IOException {
        String findings = Files.readString(Path.of("..", "docs", "findings.md"));
        assertThat(KnownDefects.findings()).isNotEmpty().allSatisfy(finding -> assertThat(findings).contains("# " + finding));
        assertThat(KnownDefects.of("dl4j", new Tanh().kind(), "y")).isPresent();
        assertThat(KnownDefects.of("nd4j", new Tanh().kind(), "y")).isEmpty();
    }
}
