package cnn.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PanelsTest {
    /** Line k has k + 1 points. */
    private static LineChart chart(int lines) {
        List<LineChart.Series> series = IntStream.range(0, lines)
                .mapToObj(k -> new LineChart.Series(
                        new EngineStyle("line " + k, k),
                        IntStream.rangeClosed(1, k + 1)
                                .mapToObj(x -> new double[] {x, 1.0 / x})
                                .toList(),
                        List.of()))
                .toList();
        return new LineChart(
                "it", "It", "About it.", Axis.linear(1, lines, 8), Axis.linear(0, 1, 5), "epoch", "loss", series,
                List.of(), LineChart.Look.PLAIN);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void eightLinesAreOneChart() {
        assertThat(Panels.ofMany(chart(8))).isInstanceOf(LineChart.class);
        assertThat(Panels.ofMany(chart(8)).legend()).hasSize(8);
    }

    @Test
    void nineAreAPanelEachBeforeTheOthers() {
        Chart panels = Panels.ofMany(chart(9));
        for (int width : new int[] {Svg.WIDE, Svg.NARROW}) {
            String drawn = panels.draw(width).toString();
            assertThat(count(drawn, "class=\"panel\"")).isEqualTo(9);
            assertThat(count(drawn, "class=\"other\"")).isEqualTo(9 * 8);
            assertThat(drawn).contains(">line 8<", "loss; across: epoch");
        }
        assertThat(panels.legend()).isEmpty();
        assertThat(panels.height(Svg.NARROW)).isGreaterThan(panels.height(Svg.WIDE));
    }
}
