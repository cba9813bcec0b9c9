package io.tidemark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The layers of {@code docs/architecture.md}, checked over the classes of all modules. */
@AnalyzeClasses(packages = "io.tidemark", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROW = "io.tidemark.row..";
  private static final String FILES = "io.tidemark.files..";
  private static final String DELTA = "io.tidemark.delta..";
  private static final String TOPOLOGY = "io.tidemark.topology..";

  private static final DescribedPredicate<JavaClass> TIDEMARK_BEYOND_ROW =
      JavaClass.Predicates.resideInAPackage("io.tidemark..")
          .and(JavaClass.Predicates.resideOutsideOfPackage(ROW))
          .as("of Tidemark beyond row");

  @ArchTest
  static final ArchRule rowKnowsNoOtherModule =
      noClasses().that().resideInAPackage(ROW).should().dependOnClassesThat(TIDEMARK_BEYOND_ROW);

  @ArchTest
  static final ArchRule connectorsAndTopologyNeverSeeEachOther =
      slices()
          .assignedFrom(new ModuleSlices())
          .should()
          .notDependOnEachOther()
          .because("a connector plugin must drop into any Connect cluster");

  @ArchTest
  static final ArchRule noModuleSeesTheApplication =
      noClasses()
          .that()
          .resideInAnyPackage(FILES, DELTA, TOPOLOGY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tidemark.cli..",
              "io.tidemark.run..",
              "io.tidemark.host..",
              "io.tidemark.local..",
              "io.tidemark.sql..",
              "io.tidemark.monitor..",
              "io.tidemark.bench..");

  @ArchTest
  static final ArchRule onlyBuildImportsKafkaStreams =
      noClasses()
          .that()
          .resideInAPackage(TOPOLOGY)
          .and()
          .resideOutsideOfPackage("io.tidemark.topology.build..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule onlySqlImportsDuckDb =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tidemark.sql..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.duckdb..");

  @ArchTest
  static final ArchRule onlyMetersImportMicrometer =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tidemark.monitor.meter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..");

  @ArchTest
  static final ArchRule onlyLocalImportsTheBroker =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tidemark.local..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..");

  @ArchTest
  static final ArchRule deltaStandaloneStaysBehindTheTable =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tidemark.delta.table..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.delta.standalone..");

  @ArchTest
  static final ArchRule modulesAndPartsOfTheApplicationHaveNoCycles =
      slices().matching("io.tidemark.(*)..").should().beFreeOfCycles();

  /** A package and what lies in it are one part: its face has the types that its inside speaks. */
  @ArchTest
  static final ArchRule partsOfAModuleHaveNoCycles =
      slices().matching("io.tidemark.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesSayTheRole =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager");

  @ArchTest
  static final ArchRule accessorsReadAsNouns =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.tidemark..")
          .and(new Introduced())
          .should()
          .haveNameMatching("get[A-Z].*");

  @ArchTest
  static final ArchRule userErrorsAreUserExceptions =
      classes()
          .that()
          .areAssignableTo(Throwable.class)
          .and()
          .resideInAPackage("io.tidemark..")
          .should()
          .haveSimpleNameEndingWith("Exception");
}
