using System.Text;
using Facilities.Ingest.Pipeline;

namespace Facilities.Ingest.Tests.Pipeline;

public sealed class TopicNameTests
{
    [Theory]
    [InlineData("fm/v1/yulan/E-01/telemetry", "Telemetry", "yulan", "E-01")]
    [InlineData("fm/v1/yulan/E-01/event", "Event", "yulan", "E-01")]
    [InlineData("fm/v1/yulan/E-01/state", "State", "yulan", "E-01")]
    [InlineData("fm/v1/玉兰/电梯1/telemetry", "Telemetry", "玉兰", "电梯1")]
    [InlineData("fm/v1/yulan/E-01/fault/17", "Service", "yulan", "E-01")]
    [InlineData("fm/v1/yulan/E-01/verdict/17", "Service", "yulan", "E-01")]
    [InlineData("fm/v1/yulan/E-01/command", "Unknown", "yulan", "E-01")]
    [InlineData("fm/v1/yulan/E-01/telemetry/x", "Unknown", "yulan", "E-01")]
    [InlineData("fm/v1/yulan/E-01", "Unknown", "", "")]
    [InlineData("fm/v1//E-01/telemetry", "Unknown", "", "")]
    [InlineData("fm/v1/", "Unknown", "", "")]
    [InlineData("$facilities/audit/head", "Service", "", "")]
    [InlineData("tele/tasmota/SENSOR", "Foreign", "", "")]
    [InlineData("fm/v2/yulan/E-01/telemetry", "Foreign", "", "")]
    public void A_topic_is_told_apart_by_its_levels(string topic, string kind, string site, string asset)
    {
        var name = TopicName.Parse(Encoding.UTF8.GetBytes(topic));
        name.Kind.ToString().ShouldBe(kind);
        Encoding.UTF8.GetString(name.Site).ShouldBe(site);
        Encoding.UTF8.GetString(name.Asset).ShouldBe(asset);
    }
}
