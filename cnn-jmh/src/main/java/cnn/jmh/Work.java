package cnn.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What was done besides being called: operations in ns⁻¹ are GFLOP/s, bytes in ns⁻¹ are GB/s. A multiply-add is two
 * operations; bytes are those read and written once each.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Work {
    /** Floating-point operations. */
    public long gigaflops;

    /** Bytes read and written. */
    public long gigabytes;

    void operations(long count) {
        gigaflops += count;
    }

    void floats(long count) {
        gigabytes += Float.BYTES * count;
    }
}
