package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.Winograd;
import java.util.Arrays;

/**
 * U = G·g·Gᵀ of every 3×3 kernel, in the order in which the products read it: {@code [36][panel][input][width]}. Computed
 * anew from the flat parameter vector once a pass.
 */
final class WinogradWeights {
    private static final int INPUTS_A_TASK = 8;

    private final Machine machine;
    private final float[] parameters;
    private final View view;
    private final int stride;
    private final float[] values;
    private final float[][] gathered;
    private final float[][] scratch;
    private final Workers.Task task = this::transform;

    /**
     * Which weight is whose: that of output {@code o} and input {@code i} at tap k stands at {@code offset + o·outputStep +
     * i·inputStep + k}. Backward, the convolution's outputs are the inputs here.
     */
    record View(int offset, int inputs, int inputStep, int outputs, int outputStep) {}

    /** @param wanted whether they will be used at all */
    WinogradWeights(LayerBuild build, View view, boolean wanted) {
        this.machine = build.machine();
        this.parameters = build.parameters();
        this.view = view;
        // No power of two: the 36 rows would fall on the same cache lines.
        this.stride = panels() * view.inputs() * Kernels.PANEL + Kernels.BLOCK;
        LayerMemory memory = build.memory();
        int size = Workspace.START + Winograd.POINTS * stride + Kernels.SLACK;
        this.values = memory.workspace(wanted ? size : 0);
        this.gathered = memory.workspace(machine.threads(), 9 * Kernels.BLOCK);
        this.scratch = memory.workspace(machine.threads(), Winograd.SCRATCH);
    }

    int inputs() {
        return view.inputs();
    }

    int panels() {
        return (view.outputs() + Kernels.PANEL - 1) / Kernels.PANEL;
    }

    int width(int panel) {
        return view.outputs() - panel * Kernels.PANEL > Kernels.BLOCK ? Kernels.PANEL : Kernels.BLOCK;
    }

    float[] values() {
        return values;
    }

    /** Where the weights of one of 36 points for a panel begin. */
    int offset(int point, int panel) {
        return Workspace.START + point * stride + panel * view.inputs() * Kernels.PANEL;
    }

    private int inputTasks() {
        return (view.inputs() + INPUTS_A_TASK - 1) / INPUTS_A_TASK;
    }

    /** Reads the parameters. */
    void transform() {
        machine.workers().run(panels() * inputTasks(), task);
    }

    private void transform(int index, int worker) {
        int panel = index / inputTasks();
        int from = index % inputTasks() * INPUTS_A_TASK;
        int width = width(panel);
        for (int i = from; i < Math.min(view.inputs(), from + INPUTS_A_TASK); i++) {
            for (int j = 0; j < width; j += Kernels.BLOCK) {
                gather(gathered[worker], i, panel * Kernels.PANEL + j);
                machine.kernels()
                        .winogradWeights(
                                gathered[worker], 0, Kernels.BLOCK,
                                values, offset(0, panel) + i * width + j, stride, scratch[worker]);
            }
        }
    }

    /** The 3×3 kernels of 16 outputs, {@code [9][16]}. */
    private void gather(float[] kernels, int input, int firstOutput) {
        int lanes = Math.min(Kernels.BLOCK, view.outputs() - firstOutput);
        for (int l = 0; l < lanes; l++) {
            int at = view.offset() + (firstOutput + l) * view.outputStep() + input * view.inputStep();
            for (int k = 0; k < 9; k++) {
                kernels[k * Kernels.BLOCK + l] = parameters[at + k];
            }
        }
        for (int k = 0; k < 9; k++) {
            Arrays.fill(kernels, k * Kernels.BLOCK + lanes, (k + 1) * Kernels.BLOCK, 0f);
        }
    }
}
