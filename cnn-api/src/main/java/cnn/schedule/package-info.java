/** Learning-rate schedules as data: factors on an optimizer's rate, as functions of where a training stands. */
@NullMarked
package cnn.schedule;

import org.jspecify.annotations.NullMarked;
