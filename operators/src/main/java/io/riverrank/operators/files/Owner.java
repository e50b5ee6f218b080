package io.riverrank.operators.files;

import java.util.UUID;

/**
 * Tells the files of this JVM from those of others. A process id would not: in containers every
 * task manager has the same. It is a property of the JVM, because jobs have class loaders of their
 * own.
 */
final class Owner {
  private static final String PROPERTY = "riverrank.owner";

  private Owner() {}

  /** Eight hex digits, the same for every class loader of this JVM. */
  static String id() {
    return (String)
        System.getProperties()
            .computeIfAbsent(PROPERTY, p -> UUID.randomUUID().toString().substring(0, 8));
  }
}
