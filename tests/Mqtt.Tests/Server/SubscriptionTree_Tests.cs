using System.Text;

namespace Facilities.Mqtt.Tests;

/// <summary>The trees against the naive matcher.</summary>
public sealed class SubscriptionTree_Tests
{
    private static readonly string[] Levels = ["a", "b", "c", "", "$x", "梯"];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Finds_the_sessions_that_a_naive_matcher_finds(int seed)
    {
        var random = new Random(seed);
        using var tree = new SubscriptionTree();
        var sessions = Enumerable.Range(0, 20).Select(i => new MqttSession("c" + i, new MqttServerOptions())).ToArray();
        var held = new HashSet<(MqttSession Session, string Filter)>();
        var matches = new SubscriptionMatches();
        for (var step = 0; step < 4_000; step++)
        {
            var session = sessions[random.Next(sessions.Length)];
            var filter = Filter(random);
            if (random.Next(3) == 0)
                tree.Remove(session, filter).ShouldBe(held.Remove((session, filter)));
            else
                tree.Add(new Subscription(session, new MqttTopicFilter(filter), 0)).ShouldBe(held.Add((session, filter)));
            var topic = Name(random);
            matches.Clear();
            tree.Match(Encoding.UTF8.GetBytes(topic), null, matches);
            var found = Enumerable.Range(0, matches.Count).Select(i => matches[i].Session.ClientId).Order().ToArray();
            var expected = held.Where(h => MqttTopic.Matches(h.Filter, topic)).Select(h => h.Session.ClientId).Distinct().Order().ToArray();
            found.ShouldBe(expected, $"seed {seed}, step {step}, topic {topic}");
            tree.Count.ShouldBe(held.Count);
        }

        foreach (var (session, filter) in held.ToArray())
            tree.Remove(session, filter).ShouldBeTrue();
        tree.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    public void Finds_the_retained_messages_that_a_naive_matcher_finds(int seed)
    {
        var random = new Random(seed);
        var tree = new RetainedMessages(int.MaxValue, long.MaxValue);
        var held = new HashSet<string>();
        for (var step = 0; step < 3_000; step++)
        {
            var topic = Name(random);
            if (random.Next(3) == 0)
            {
                tree.Remove(Encoding.UTF8.GetBytes(topic), null).Count.ShouldBe(held.Remove(topic) ? 1 : 0);
            }
            else
            {
                tree.TrySet(Message(topic), out _).ShouldBeTrue();
                held.Add(topic);
            }

            var filter = Filter(random);
            var found = new List<RoutedMessage>();
            tree.Match(Encoding.UTF8.GetBytes(filter), null, 0, found);
            found.Select(m => Encoding.UTF8.GetString(m.Topic)).Order(StringComparer.Ordinal)
                .ShouldBe(held.Where(t => MqttTopic.Matches(filter, t)).Order(StringComparer.Ordinal), $"seed {seed}, step {step}, filter {filter}");
            tree.Count.ShouldBe(held.Count);
        }
    }

    [Fact]
    public void Retained_messages_are_bounded_in_number_and_bytes()
    {
        var few = new RetainedMessages(2, long.MaxValue);
        few.TrySet(Message("a"), out _).ShouldBeTrue();
        few.TrySet(Message("b"), out _).ShouldBeTrue();
        few.TrySet(Message("c"), out _).ShouldBeFalse();
        few.TrySet(Message("a"), out _).ShouldBeTrue();
        few.Remove("b"u8, null).Count.ShouldBe(1);
        few.TrySet(Message("c"), out _).ShouldBeTrue();

        var small = new RetainedMessages(100, Message("a").SizeBytes);
        small.TrySet(Message("a"), out _).ShouldBeTrue();
        small.TrySet(Message("b"), out _).ShouldBeFalse();
    }

    [Fact]
    public void Overlapping_subscriptions_are_one_match_with_the_highest_quality_and_all_identifiers()
    {
        using var tree = new SubscriptionTree();
        var session = new MqttSession("c", new MqttServerOptions());
        tree.Add(new Subscription(session, new MqttTopicFilter("a/#", MqttQualityOfService.AtMostOnce), 1));
        tree.Add(new Subscription(session, new MqttTopicFilter("a/+", MqttQualityOfService.AtLeastOnce), 2));
        var matches = new SubscriptionMatches();
        tree.Match("a/b"u8, null, matches);
        matches.Count.ShouldBe(1);
        matches[0].QoS.ShouldBe(MqttQualityOfService.AtLeastOnce);
        matches[0].SubscriptionIdentifiers.ShouldNotBeNull().Order().ShouldBe([1u, 2u]);
    }

    private static RoutedMessage Message(string topic)
        => RoutedMessage.From(new MqttPublish(Encoding.UTF8.GetBytes(topic), new byte[] { 1 }, default, true, false, 0, default), 0);

    private static string Name(Random random) => OneOrMore(string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Levels[random.Next(Levels.Length)])));

    private static string Filter(Random random)
    {
        var levels = Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(3) == 0 ? "+" : Levels[random.Next(Levels.Length)]).ToList();
        if (random.Next(3) == 0)
            levels[^1] = "#";
        return OneOrMore(string.Join('/', levels));
    }

    private static string OneOrMore(string topic) => topic.Length == 0 ? "/" : topic;
}
