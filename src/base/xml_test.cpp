#include "base/xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace darties {
namespace {

using ::testing::HasSubstr;

std::string refusal_of(std::string_view text) {
  try {
    parse_xml(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
    return error.what();
  }
  return "parsed";
}

TEST(Xml, FindsTextBelowAPathOfNames) {
  const auto root = parse_xml(
      "<?xml version=\"1.0\"?><GetRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
      "<GetRoleResult><Role><Arn>arn:aws:iam::1:role/a</Arn></Role></GetRoleResult></"
      "GetRoleResponse>");
  EXPECT_EQ(root.name(), "GetRoleResponse");
  EXPECT_EQ(root.text("GetRoleResult/Role/Arn"), "arn:aws:iam::1:role/a");
  EXPECT_EQ(root.at("GetRoleResult/Role").text("Arn"), "arn:aws:iam::1:role/a");
  EXPECT_EQ(root.attribute("xmlns"), "https://iam.amazonaws.com/doc/2010-05-08/");
}

TEST(Xml, WhatIsNotThereIsEmpty) {
  const auto root = parse_xml("<a><b/></a>");
  EXPECT_TRUE(root.at("b"));
  EXPECT_FALSE(root.at("c"));
  EXPECT_FALSE(root.at("c/d/e"));
  EXPECT_EQ(root.at("c").name(), "");
  EXPECT_EQ(root.at("c").text("d"), "");
  EXPECT_EQ(root.at("c").attribute("d"), "");
  EXPECT_TRUE(root.at("c").children().empty());
  EXPECT_FALSE(XmlNode());
}

TEST(Xml, GivesChildrenInOrderAllOrByName) {
  const auto root = parse_xml("<l><k>1</k><!-- no --><m/>text<k>2</k></l>");
  EXPECT_EQ(root.children().size(), 3u);
  const auto keys = root.children("k");
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_EQ(keys[1].text(), "2");
}

TEST(Xml, ComparesNamesWithoutTheirPrefix) {
  const auto root =
      parse_xml("<s:List xmlns:s='u' xmlns:x='v'><s:Grant x:type='Group'>g</s:Grant></s:List>");
  EXPECT_EQ(root.name(), "List");
  EXPECT_EQ(root.text("Grant"), "g");
  EXPECT_EQ(root.at("Grant").attribute("type"), "Group");
}

TEST(Xml, DecodesEntitiesAndJoinsCharacterData) {
  const auto root = parse_xml("<e>&#34;a&amp;b&#34;<![CDATA[<c>]]> d</e>");
  EXPECT_EQ(root.text(), "\"a&b\"<c> d");
}

TEST(Xml, KeepsATextThatIsABlank) { EXPECT_EQ(parse_xml("<Key> </Key>").text(), " "); }

TEST(Xml, ANodeKeepsItsDocumentAlive) {
  XmlNode inner;
  {
    const auto root = parse_xml("<a><b>still here</b></a>");
    inner = root.at("b");
  }
  EXPECT_EQ(inner.text(), "still here");
}

TEST(Xml, NeverExpandsEntitiesOfTheDocumentsOwn) {
  const auto root = parse_xml(
      "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>&x;&f;</a>");
  EXPECT_EQ(root.text(), "&x;&f;");
}

TEST(Xml, RefusesWhatIsNoXmlWithThePlace) {
  EXPECT_THAT(refusal_of("<a>\n<b></a>"), HasSubstr("line 2:"));
  EXPECT_THAT(refusal_of(""), HasSubstr("not XML"));
  EXPECT_THAT(refusal_of("Service Unavailable"), HasSubstr("not XML"));
  EXPECT_THAT(refusal_of("<a>cut off"), HasSubstr("not XML"));
  EXPECT_THAT(refusal_of("<a/><b/>"), HasSubstr("more than one root"));
}

TEST(Xml, RefusesNestingBeyond200Levels) {
  const auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "<n>";
    for (int i = 0; i < depth; ++i) text += "</n>";
    return text;
  };
  EXPECT_EQ(refusal_of(nested(200)), "parsed");
  EXPECT_THAT(refusal_of(nested(201)), HasSubstr("200 deep"));
  EXPECT_THAT(refusal_of(nested(100000)), HasSubstr("200 deep"));
}

}  // namespace
}  // namespace darties
