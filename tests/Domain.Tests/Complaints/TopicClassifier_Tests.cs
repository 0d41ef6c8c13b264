using Facilities.Domain.Complaints;

namespace Facilities.Domain.Tests.Complaints;

public sealed class TopicClassifier_Tests
{
    [Theory]
    [InlineData("电梯困人，孩子被困在里面出不来", ComplaintTopic.Elevator, "entrapment")]
    [InlineData("电梯门反复开关，夹到老人", ComplaintTopic.Elevator, "door")]
    [InlineData("电梯停下来不平层，有高低差", ComplaintTopic.Elevator, "levelling")]
    [InlineData("电梯坏了三天一直没修", ComplaintTopic.Elevator, "stopped")]
    [InlineData("家里停水两天了", ComplaintTopic.Water, "none")]
    [InlineData("高层水压太低，热水器打不着火", ComplaintTopic.Water, "pressure")]
    [InlineData("自来水发黄浑浊", ComplaintTopic.Water, "quality")]
    [InlineData("消火栓里没有水带", ComplaintTopic.Fire, "hydrant")]
    [InlineData("楼道灭火器过期", ComplaintTopic.Fire, "extinguisher")]
    [InlineData("应急灯全坏", ComplaintTopic.Fire, "emergency-light")]
    [InlineData("小区路灯不亮，晚上漆黑", ComplaintTopic.Lighting, "dark")]
    [InlineData("灯杆漏电", ComplaintTopic.Lighting, "leakage")]
    [InlineData("私家车占用消防通道", ComplaintTopic.FireLane, "lane")]
    [InlineData("邻居在楼道堆放杂物", ComplaintTopic.FireLane, "stairwell")]
    [InlineData("有人飞线充电", ComplaintTopic.FireLane, "charging")]
    [InlineData("楼顶漏水，下雨天渗水", ComplaintTopic.Structure, "roof")]
    [InlineData("外墙瓷砖脱落差点砸到人", ComplaintTopic.Structure, "wall")]
    [InlineData("路面坑洼积水", ComplaintTopic.Structure, "road")]
    [InlineData("物业费收取不合理", ComplaintTopic.Other, "other")]
    [InlineData("广场舞噪音扰民", ComplaintTopic.Other, "other")]
    public void Topics(string text, ComplaintTopic topic, string key)
    {
        var verdict = TopicClassifier.Shipped.Classify(ComplaintText.Normalise(text));
        (verdict.Kind.Topic, verdict.Kind.Key).ShouldBe((topic, key));
        verdict.Words.ShouldNotBeEmpty();
    }

    [Fact]
    public void Nothing_said_is_not_believed() => TopicClassifier.Shipped.Classify("你好").Confidence.ShouldBeLessThan(ComplaintRules.Believed);

    [Fact]
    public void Two_topics_in_one_complaint_are_believed_less_than_one() =>
        TopicClassifier.Shipped.Classify("电梯门夹人而且水压太低").Confidence.ShouldBeLessThan(TopicClassifier.Shipped.Classify("电梯门夹人").Confidence);

    [Fact]
    public void A_phrase_said_often_counts_once() =>
        TopicClassifier.Shipped.Classify("停水停水停水停水").Confidence.ShouldBe(TopicClassifier.Shipped.Classify("停水").Confidence);

    [Fact]
    public void Every_sub_topic_is_found_again() =>
        TopicLexicon.Shipped.Kinds.ShouldAllBe(kind => TopicLexicon.Shipped.Find(kind.Topic, kind.Key) == kind);
}
