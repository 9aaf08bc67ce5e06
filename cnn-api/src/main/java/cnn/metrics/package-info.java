/** How good answers are: accuracy, precision, recall, F1, ROC-AUC, confusion matrix, calibration error. */
@NullMarked
package cnn.metrics;

import org.jspecify.annotations.NullMarked;
