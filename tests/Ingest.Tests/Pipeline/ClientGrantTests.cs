using Facilities.Ingest.Pipeline;

namespace Facilities.Ingest.Tests.Pipeline;

public sealed class ClientGrantTests
{
    private static readonly ClientGrant Everything = new(null, null, TimeProvider.System);
    private static readonly ClientGrant Gateway = new("wanghai", null, TimeProvider.System);
    private static readonly ClientGrant Device = new("wanghai", "lift-1", TimeProvider.System);

    [Theory]
    [InlineData("telemetry", "wanghai", "lift-1", true, true, true)]
    [InlineData("telemetry", "wanghai", "lift-2", true, true, false)]
    [InlineData("telemetry", "baihua", "lift-1", true, false, false)]
    [InlineData("service", "wanghai", "lift-1", false, false, false)]
    [InlineData("foreign", "", "", true, true, false)]
    public void A_device_writes_as_itself_a_gateway_for_its_site_and_nobody_as_the_service(string kind, string site, string asset, bool everything, bool gateway, bool device)
    {
        var route = new TopicRoute { Kind = Enum.Parse<TopicKind>(kind, ignoreCase: true), Topic = "t", Site = site, Asset = asset, DirectoryVersion = 0 };
        (Everything.MayWrite(route), Gateway.MayWrite(route), Device.MayWrite(route)).ShouldBe((everything, gateway, device));
    }

    [Theory]
    [InlineData("fm/v1/wanghai/lift-1/#", true, true)]
    [InlineData("fm/v1/wanghai/lift-1/fault/+", true, true)]
    [InlineData("fm/v1/wanghai/lift-1", true, false)]
    [InlineData("fm/v1/wanghai/lift-10/#", true, false)]
    [InlineData("fm/v1/wanghai/+/state", true, false)]
    [InlineData("fm/v1/wanghai/#", true, false)]
    [InlineData("fm/v1/+/lift-1/state", false, false)]
    [InlineData("fm/v1/baihua/#", false, false)]
    [InlineData("fm/v1/#", false, false)]
    [InlineData("fm/#", false, false)]
    [InlineData("#", false, false)]
    [InlineData("+/v1/wanghai/lift-1/#", false, false)]
    [InlineData("$facilities/#", false, false)]
    [InlineData("v1/devices/me/rpc/request/+", true, true)]
    [InlineData("v1/gateway/#", true, false)]
    [InlineData("other/topic", true, false)]
    public void Nobody_reads_beyond_his_place(string filter, bool gateway, bool device)
    {
        Everything.MayRead(filter).ShouldBeTrue();
        (Gateway.MayRead(filter), Device.MayRead(filter)).ShouldBe((gateway, device));
    }
}
