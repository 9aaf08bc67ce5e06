package cnn.compare.cli;

import cnn.compare.run.Progress;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar per part on a terminal; where the output is no terminal, one line per finished part. */
final class ConsoleProgress implements Progress {
    private final PrintWriter out;
    private final boolean terminal;
    private String part = "";
    private Optional<ProgressBar> bar = Optional.empty();

    ConsoleProgress(PrintWriter out) {
        this(out, Terminal.isThere());
    }

    ConsoleProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void start(String name, long steps) {
        part = name;
        if (terminal) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(steps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .clearDisplayOnFinish()
                    .build());
        }
    }

    @Override
    public void step() {
        bar.ifPresent(ProgressBar::step);
    }

    @Override
    public void done(String summary) {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
        out.println("  " + part + ": " + summary);
        out.flush();
    }
}
