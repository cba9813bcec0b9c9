/** What a query's result looks like: a table for people, JSON and CSV for programs. */
@NullMarked
package io.tidemark.sql.output;

import org.jspecify.annotations.NullMarked;
