namespace Facilities.Mqtt.Tests;

/// <summary>MQTT 5 §4.7.</summary>
public sealed class Topic_Tests
{
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("#", "a/b", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/x", false)]
    [InlineData("+/monitor/Clients", "$SYS/monitor/Clients", false)]
    [InlineData("$SYS/#", "$SYS/x", true)]
    [InlineData("$SYS/monitor/+", "$SYS/monitor/Clients", true)]
    [InlineData("a/$x/#", "a/$x/b", true)]
    [InlineData("Accounts", "ACCOUNTS", false)]
    [InlineData("a//b", "a/b", false)]
    [InlineData("电梯/+", "电梯/一号", true)]
    public void Matches_as_the_standard_says(string filter, string topic, bool matches) => MqttTopic.Matches(filter, topic).ShouldBe(matches);

    [Theory]
    [InlineData("a", true)]
    [InlineData("/", true)]
    [InlineData("a b/$c", true)]
    [InlineData("", false)]
    [InlineData("a/+", false)]
    [InlineData("#", false)]
    [InlineData("a\0", false)]
    public void A_name_has_no_wildcard_and_no_NUL(string name, bool valid) => MqttTopic.IsValidName(name).ShouldBe(valid);

    [Theory]
    [InlineData("#", true)]
    [InlineData("+", true)]
    [InlineData("+/a/#", true)]
    [InlineData("a/+/b", true)]
    [InlineData("a+", false)]
    [InlineData("a/+b", false)]
    [InlineData("a#", false)]
    [InlineData("a/#/b", false)]
    [InlineData("", false)]
    [InlineData("$share/group/a/+", true)]
    [InlineData("$share/group", false)]
    [InlineData("$share//a", false)]
    [InlineData("$share/g+/a", false)]
    [InlineData("$share/g/", false)]
    public void A_filter_has_wildcards_only_as_whole_levels(string filter, bool valid) => MqttTopic.IsValidFilter(filter).ShouldBe(valid);

    [Fact]
    public void A_name_longer_than_65535_bytes_is_invalid() => MqttTopic.IsValidName(new string('a', 65_536)).ShouldBeFalse();
}
