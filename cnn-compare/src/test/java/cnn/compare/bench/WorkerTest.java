package cnn.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private final FakeTime time = new FakeTime();

    /** Steps of 64 images; the first takes a second, the others as long as a test says. */
    private class FakeLoad implements Load {
        private final double stepSeconds;
        private int steps;
        private boolean closed;

        FakeLoad(double stepSeconds) {
            this.stepSeconds = stepSeconds;
        }

        @Override
        public void prepare() {
            time.pass(7);
        }

        @Override
        public void build() {
            time.pass(3);
        }

        @Override
        public String describe() {
            return "a fake";
        }

        @Override
        public double step() {
            time.pass(steps == 0 ? 1 : stepSeconds);
            steps++;
            return 64;
        }

        @Override
        public double lastLoss() {
            return 1.0 / steps;
        }

        @Override
        public OptionalLong plannedBytes() {
            return OptionalLong.of(12345);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private List<String> serve(Load load, String... commands) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        new Worker(load, time::nanos)
                .serve(
                        new BufferedReader(new StringReader(String.join("\n", commands))),
                        new PrintStream(answers, true, StandardCharsets.UTF_8));
        return answers.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void startsWithTwoStepsAndTellsTheirLosses() throws IOException {
        FakeLoad load = new FakeLoad(0.1);
        StartUp start = Message.read(serve(load, "start").get(0), StartUp.class);
        assertThat(start.losses()).containsExactly(1.0, 0.5);
        assertThat(start.description()).isEqualTo("a fake");
        assertThat(start.java()).contains(System.getProperty("java.version"));
        assertThat(load.closed).as("closed at the end of its input").isTrue();
    }

    @Test
    void theFirstStepOfASliceIsNotCounted() throws IOException {
        List<String> answers = serve(new FakeLoad(0.25), "start", "run 1.0");
        Slice slice = Message.read(answers.get(1), Slice.class);
        assertThat(slice.steps()).isEqualTo(4);
        assertThat(slice.work()).isEqualTo(256);
        assertThat(slice.seconds()).isEqualTo(1.0);
        assertThat(slice.workPerSecond()).isEqualTo(256);
    }

    @Test
    void unlessItFillsTheSlice() throws IOException {
        List<String> answers = serve(new FakeLoad(6), "start", "run 1.0");
        Slice slice = Message.read(answers.get(1), Slice.class);
        assertThat(slice.steps()).isEqualTo(1);
        assertThat(slice.workPerSecond()).isEqualTo(64 / 6.0);
    }

    @Test
    void theTimelineBeginsWhereTheEngineBeganToBeBuilt() throws IOException {
        List<String> answers = serve(new FakeLoad(0.5), "start", "warm-up 1.0");
        Timeline timeline = Message.read(answers.get(1), Timeline.class);
        assertThat(timeline.points())
                .containsExactly(
                        new Timeline.Point(4.5, 128), new Timeline.Point(5.0, 192), new Timeline.Point(5.5, 256));
        assertThat(timeline.rates())
                .containsExactly(new Timeline.Point(5.0, 128), new Timeline.Point(5.5, 128));
    }

    @Test
    void tellsItsMemory() throws IOException {
        Memory memory = Message.read(serve(new FakeLoad(1), "memory").get(0), Memory.class);
        assertThat(memory.planned()).hasValue(12345);
        memory.residentPeak().ifPresent(bytes -> assertThat(bytes).isGreaterThan(1 << 20));
    }

    @Test
    void badInputComesBackAsSuch() throws IOException {
        Load bad = new FakeLoad(1) {
            @Override
            public void build() {
                throw new BadInputException("conv2d 'conv1': expected \"x\"");
            }
        };
        String answer = serve(bad, "start").get(0);
        assertThat(Message.isAnswer(answer)).isTrue();
        assertThatThrownBy(() -> Message.read(answer, StartUp.class))
                .isExactlyInstanceOf(BadInputException.class)
                .hasMessage("conv2d 'conv1': expected \"x\"");
    }

    @Test
    void whatLibrariesPrintIsNoAnswer() {
        assertThat(Message.isAnswer("Loading native library")).isFalse();
    }

    @Test
    void noCounterpartComesBackAsSuch() {
        String answer = Message.noCounterpart("residual 'block1': no DL4J counterpart");
        assertThatThrownBy(() -> Message.read(answer, StartUp.class)).isInstanceOf(NotRunException.class);
    }
}
