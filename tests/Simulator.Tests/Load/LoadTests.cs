using System.Text;
using System.Text.Json;
using Facilities.Simulator.Load;

namespace Facilities.Simulator.Tests.Load;

public class LoadTests
{
    [Fact]
    public void A_message_is_212_bytes_on_the_wire_and_stays_valid_and_fitting()
    {
        var template = Template.Of("elevator");
        var packet = new LoadPacket("load", "e00042", 41);
        var buffer = new byte[512];
        var lastTime = 0L;
        for (var i = 0; i < 200_000; i++)
        {
            var length = packet.Write(buffer, 1_763_780_000_000, (ushort)(i % 60_000 + 1));
            length.ShouldBe(LoadPacket.WireBytes);
            if (i % 97 != 0) continue;
            var (topic, id, payload) = Parse(buffer.AsSpan(0, length));
            topic.ShouldBe("fm/v1/load/e00042/telemetry");
            id.ShouldBe(i % 60_000 + 1);
            using var json = JsonDocument.Parse(payload);
            var values = json.RootElement.GetProperty("values");
            values.EnumerateObject().Count().ShouldBe(LoadPacket.SamplesPerMessage);
            values.GetProperty("seq").GetInt32().ShouldBe(LoadPacket.FirstSeq + i);
            template.Complaint(values).ShouldBeNull();
            var time = json.RootElement.GetProperty("ts").GetInt64();
            time.ShouldBeGreaterThan(lastTime, "no two messages of an asset are one sample");
            lastTime = time;
        }
    }

    [Fact]
    public void Two_messages_fill_the_trip_vector()
    {
        var packet = new LoadPacket("load", "e00001", 0);
        var keys = new HashSet<string>();
        var buffer = new byte[512];
        for (var i = 0; i < 2; i++)
        {
            var length = packet.Write(buffer, 1_763_780_000_000, 1);
            using var json = JsonDocument.Parse(Parse(buffer.AsSpan(0, length)).Payload);
            foreach (var value in json.RootElement.GetProperty("values").EnumerateObject()) keys.Add(value.Name);
        }

        using var template = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "src", "Operations", "Templates", "elevator.json")));
        foreach (var vector in template.RootElement.GetProperty("vectors").EnumerateArray())
        {
            var channels = vector.GetProperty("channels").EnumerateArray().Select(channel => channel.ValueKind == JsonValueKind.String ? channel.GetString()! : channel.GetProperty("point").GetString()!);
            channels.Except(keys).ShouldBeEmpty();
            keys.ShouldContain(vector.GetProperty("trigger").GetString()!);
        }
    }

    [Fact]
    public void Writing_a_message_allocates_nothing()
    {
        var packet = new LoadPacket("load", "e00001", 0);
        var buffer = new byte[512];
        for (var i = 0; i < 100; i++) packet.Write(buffer, 1, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) packet.Write(buffer, 1_763_780_000_000 + i, 1);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Percentiles_are_within_two_percent()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 100_000; i++) histogram.Record(i);

        histogram.Percentile(0.5).ShouldBeInRange(49_000, 51_000);
        histogram.Percentile(0.99).ShouldBeInRange(97_400, 100_000);
        histogram.MaximumMicros.ShouldBe(100_000);
        new LatencyHistogram().Percentile(0.5).ShouldBe(0);
    }

    [Fact]
    public async Task Flat_out_everything_sent_is_acknowledged_and_received_once()
    {
        await using var service = await TestService.StartAsync(new ReceivingApplication { Keep = false });
        var codes = Enumerable.Range(0, 50).Select(i => $"e{i:D5}").ToList();
        var run = new LoadRun(new LoadOptions { Broker = service.Broker, Assets = 50, Connections = 4, Duration = TimeSpan.FromSeconds(1) }, codes, TimeProvider.System);

        var report = await run.RunAsync(default);

        report.Acknowledged.ShouldBe(report.Sent);
        report.Acknowledged.ShouldBeGreaterThan(1_000);
        service.Application.Count.ShouldBe(report.Acknowledged);
        report.AckP99Micros.ShouldBeGreaterThanOrEqualTo(report.AckP50Micros);
        report.WireBytes.ShouldBe(212);
    }

    [Fact]
    public async Task A_rate_is_held()
    {
        await using var service = await TestService.StartAsync();
        var codes = Enumerable.Range(0, 10).Select(i => $"e{i:D5}").ToList();
        var run = new LoadRun(new LoadOptions { Broker = service.Broker, Assets = 10, Connections = 2, Rate = 500, Duration = TimeSpan.FromSeconds(2) }, codes, TimeProvider.System);

        var report = await run.RunAsync(default);

        // No lower bound: how many fit into the time is the machine's business.
        report.Sent.ShouldBeInRange(1, 1_010);
        report.Unacknowledged.ShouldBe(0);
        foreach (var asset in service.Application.Telemetry.GroupBy(message => message.Topic))
        {
            var seqs = asset.Select(message => JsonDocument.Parse(message.Payload).RootElement.GetProperty("values").GetProperty("seq").GetInt32()).ToList();
            seqs.ShouldBe(Enumerable.Range(LoadPacket.FirstSeq, seqs.Count));
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var broker = new Facilities.Simulator.Hosting.BrokerEndpoint { Port = Facilities.Testing.FreePort.Next() };
        var run = new LoadRun(new LoadOptions { Broker = broker, Assets = 1, Connections = 1 }, ["e1"], TimeProvider.System);

        (await Should.ThrowAsync<LoadException>(() => run.RunAsync(default))).Message.ShouldContain("can't be reached");
    }

    private static (string Topic, int PacketId, byte[] Payload) Parse(ReadOnlySpan<byte> packet)
    {
        packet[0].ShouldBe((byte)0x32);
        var remaining = (packet[1] & 0x7F) | (packet[2] << 7);
        remaining.ShouldBe(packet.Length - 3);
        var topicLength = (packet[3] << 8) | packet[4];
        var topic = Encoding.UTF8.GetString(packet.Slice(5, topicLength));
        var rest = packet[(5 + topicLength)..];
        return (topic, (rest[0] << 8) | rest[1], rest[2..].ToArray());
    }
}
