#include "store/notification_store.h"

#include <gtest/gtest.h>

#include "store/transaction.h"
#include "support/test_database.h"

namespace tenon {
namespace {

class NotificationStore : public WithDatabase {
 protected:
  void SetUp() override {
    WithDatabase::SetUp();
    if (IsSkipped()) return;
    database_.emplace(new_database());
  }
  template <class T>
  T write(const std::function<T(Connection&)>& work) {
    return must(in_transaction<T>(*database_, TransactionKind::kWrite,
                                  [&](Connection& c) -> Result<T> { return work(c); }));
  }
  std::int64_t add(const NotificationAddress& to) {
    NotificationRow row{0, to, "BP-1", 3, "通知", "notice", 100, {}};
    return write<std::int64_t>([&](Connection& c) { return add_notification(c, row); });
  }
  std::vector<std::int64_t> ids(const NotificationReader& reader, const NotificationFilter& filter = {}) {
    Connection connection(*database_);
    std::vector<std::int64_t> found;
    for (const NotificationRow& row : page_of_notifications(connection, reader, filter))
      found.push_back(row.id);
    return found;
  }
  std::int64_t unread(const NotificationReader& reader) {
    Connection connection(*database_);
    return count_unread_notifications(connection, reader);
  }
  bool mark(const NotificationReader& reader, std::int64_t id, std::int64_t at) {
    return write<bool>([&](Connection& c) { return mark_notification_read(c, reader, id, at); });
  }

  std::optional<Database> database_;
};

using Ids = std::vector<std::int64_t>;

TEST_P(NotificationStore, EverybodySeesWhatIsAddressedToThem) {
  add({"li", "o1", "310000", ""});         // 1: the person alone, whatever else is named
  add({"", "o1", "310000", ""});           // 2: the organisation
  add({"", "", "310000", ""});             // 3: the region
  add({"", "", "310000", "chain_chief"});  // 4: the region's chain chiefs
  add({"", "", "", ""});                   // 5: nobody
  const NotificationReader li{"li", "o1", "310000", {}};
  const NotificationReader colleague{"wang", "o1", "310000", {"bureau_analyst", "chain_chief"}};
  const NotificationReader neighbour{"zhao", "o9", "310000", {"chain"}};
  const NotificationReader stranger{"", "", "", {}};
  EXPECT_EQ(ids(li), (Ids{3, 2, 1}));
  EXPECT_EQ(ids(colleague), (Ids{4, 3, 2}));
  EXPECT_EQ(ids(neighbour), Ids{3});
  EXPECT_TRUE(ids(stranger).empty());
  NotificationFilter page;
  page.limit = 2;
  EXPECT_EQ(ids(colleague, page), (Ids{4, 3}));
  page.before_id = 3;
  EXPECT_EQ(ids(colleague, page), Ids{2});
}

TEST_P(NotificationStore, EachReaderReadsForThemselves) {
  const auto id = add({"", "o1", "", ""});
  add({"li", "", "", ""});
  const NotificationReader li{"li", "o1", "", {}};
  const NotificationReader wang{"wang", "o1", "", {}};
  EXPECT_EQ(unread(li), 2);
  EXPECT_TRUE(mark(li, id, 200));
  EXPECT_TRUE(mark(li, id, 300));
  EXPECT_FALSE(mark(wang, id + 1, 200));
  EXPECT_FALSE(mark(wang, 99, 200));
  EXPECT_EQ(unread(li), 1);
  EXPECT_EQ(unread(wang), 1);
  NotificationFilter filter;
  filter.only_unread = true;
  EXPECT_EQ(ids(li, filter), Ids{id + 1});
  Connection connection(*database_);
  const auto rows = page_of_notifications(connection, li, {});
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1], (NotificationRow{id, {"", "o1", "", ""}, "BP-1", 3, "通知", "notice", 100, 200}));
  EXPECT_FALSE(rows[0].read_at.has_value());
}

TEST_P(NotificationStore, WhatIsAddressedToACityReachesItsProvince) {
  const std::int64_t city = add({"", "", "320500", ""});
  const std::int64_t province = add({"", "", "320000", ""});
  const std::int64_t district = add({"", "", "320506", ""});
  add({"", "", "330500", ""});
  add({"", "", "JPN", ""});
  const auto of = [&](const std::string& region) { return ids({"li", "o1", region, {}}); };
  EXPECT_EQ(of("320000"), (Ids{district, province, city}));
  EXPECT_EQ(of("320500"), (Ids{district, city}));  // not what the province is told
  EXPECT_EQ(of("320506"), Ids{district});
  EXPECT_EQ(of("32"), Ids{});
  EXPECT_EQ(of("______"), Ids{});  // no pattern of the reader's own
  EXPECT_EQ(of(""), Ids{});
  const NotificationReader reader{"li", "o1", "320000", {}};
  EXPECT_EQ(unread(reader), 3);
  EXPECT_TRUE(mark(reader, city, 100));
  EXPECT_EQ(unread(reader), 2);
}

TEST_P(NotificationStore, AllAreReadAtOnce) {
  add({"li", "", "", ""});
  add({"", "o1", "", ""});
  const NotificationReader li{"li", "o1", "", {}};
  mark(li, 1, 100);
  const auto all = [&] {
    return write<std::int64_t>([&](Connection& c) { return mark_all_notifications_read(c, li, 300); });
  };
  EXPECT_EQ(all(), 1);
  EXPECT_EQ(all(), 0);
  EXPECT_EQ(unread(li), 0);
  EXPECT_EQ(unread({"wang", "o1", "", {}}), 1);
}
TENON_WITH_DATABASES(NotificationStore);

}  // namespace
}  // namespace tenon
