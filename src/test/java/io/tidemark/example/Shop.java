package io.tidemark.example;

import java.util.List;

/** What the sample orders are about: who buys, what, from where. */
final class Shop {

  record Customer(
      int id, String name, String email, String city, String postalCode, String country) {}

  record Product(String id, String name, double price) {}

  static final List<Customer> CUSTOMERS =
      List.of(
          new Customer(
              101, "Jürgen Müller", "juergen.mueller@example.de", "München", "80331", "DE"),
          new Customer(102, "Zoë van Dijk", "zoe@example.nl", "'s-Hertogenbosch", "5211 AB", "NL"),
          new Customer(103, "山田 太郎", "yamada@example.jp", "東京", "100-0001", "JP"),
          new Customer(104, "Łukasz Wójcik", "lukasz@example.pl", "Łódź", "90-001", "PL"),
          new Customer(105, "Chloé Lefèvre", "chloe@example.fr", "Saint-Étienne", "42000", "FR"),
          new Customer(106, "Aoife O'Brien", "aoife@example.ie", "Cork", "T12 X70A", "IE"),
          new Customer(107, "Nguyễn Thị Hoa", "hoa@example.vn", "Đà Nẵng", "550000", "VN"),
          new Customer(108, "Søren Kjær", "soren@example.dk", "Aarhus", "8000", "DK"),
          new Customer(109, "Anna Schmidt", "anna.schmidt@example.de", "Köln", "50667", "DE"),
          new Customer(110, "Pierre Dubois", "pierre@example.fr", "Lyon", "69001", "FR"),
          new Customer(111, "Κώστας Παπαδόπουλος", "kostas@example.gr", "Αθήνα", "105 57", "GR"),
          new Customer(112, "Fatma Yılmaz", "fatma@example.com.tr", "İzmir", "35210", "TR"),
          new Customer(113, "Emma Johansson", "emma@example.se", "Malmö", "211 20", "SE"),
          new Customer(114, "Bram de Vries", "bram@example.nl", "Utrecht", "3511 AX", "NL"),
          new Customer(115, "Lena \"Leni\" Groß", "leni@example.de", "Gießen", "35390", "DE"),
          new Customer(116, "Inês Gonçalves", "ines@example.pt", "Évora", "7000-500", "PT"));

  static final List<Product> PRODUCTS =
      List.of(
          new Product("P-1001", "Espresso beans, 1 kg", 18.9),
          new Product("P-1002", "Filter paper №4", 3.49),
          new Product("P-1003", "Moka pot", 34.0),
          new Product("P-1004", "Cup \"Blau\"", 9.95),
          new Product("P-1005", "Crème brûlée torch", 27.5),
          new Product("P-1006", "Grinder", 119.0),
          new Product("P-1007", "抹茶 (matcha), 40 g", 22.8),
          new Product("P-1008", "Milk jug ☕", 16.25),
          new Product("P-1009", "Descaler", 7.99),
          new Product("P-1010", "Gift card", 25.0));

  static final List<String> METHODS =
      List.of("credit_card", "credit_card", "paypal", "bank_transfer", "apple_pay");

  static final List<String> CHANNELS = List.of("web", "web", "app", "phone");

  static final List<String> CAMPAIGNS = List.of("summer", "newsletter", "none");

  private Shop() {}
}
