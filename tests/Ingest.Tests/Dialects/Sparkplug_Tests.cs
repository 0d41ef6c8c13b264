using System.Text;
using Facilities.Ingest.Dialects;
using Facilities.Mqtt;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>Topics, sequence numbers and certificates: Eclipse Sparkplug 3.0.0 (sparkplug.eclipse.org/specification), chapters 4–6; wire: eclipse/tahu sparkplug_b.proto.</summary>
public sealed class Sparkplug_Tests : DialectFacts
{
    private static readonly long Now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 5_000;

    private static byte[] NodeBirth(ulong bdSeq = 7) => SparkplugBytes.Payload(Now, 0).Long("bdSeq", null, 8, bdSeq).Boolean("Node Control/Rebirth", null, false).Double("Uptime", 1, 12).ToArray();

    private static byte[] NodeDeath(ulong bdSeq) => SparkplugBytes.Payload(Now, null).Long("bdSeq", null, 8, bdSeq).ToArray();

    private static byte[] DeviceBirth(byte seq) =>
        SparkplugBytes.Payload(Now, seq).Float("outlet/pressure", 10, 310f, "kPa").Boolean("run", 11, true).Int("motor", 12, 3, unchecked((uint)-5)).ToArray();

    private async Task BornAsync()
    {
        await Rig.MapAsync("sparkplug", "G/N1/pump-1", "pump-1", Field("outlet/pressure", "discharge_mpa"), Field("run", "run"), Field("motor", "motor_temp_c"));
        await Rig.MapAsync("sparkplug", "G/N1", "light-1", Field("Uptime", ""));
        await Rig.PublishAsync("spBv1.0/G/NBIRTH/N1", NodeBirth());
        await Rig.PublishAsync("spBv1.0/G/DBIRTH/N1/pump-1", DeviceBirth(1));
        await Rig.ReadAsync();
    }

    [Fact]
    public async Task A_birth_is_presence_and_its_values_in_the_points_units()
    {
        await BornAsync();
        Rig.Said(0).ShouldBe(("pump-1", new[] { "discharge_mpa=0.31", "run=1", "motor_temp_c=-5" }), ThingsBoard_Tests.Same);
        Rig.Chunk.Readings[0].EventTimeUnixMs.ShouldBe(Now);
        Rig.Chunk.Presences.Select(static entry => entry.Record.State).ShouldBe([PresenceState.Online, PresenceState.Online]);
        Rig.Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Data_names_its_metrics_by_alias()
    {
        await BornAsync();
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 2).Float(null, 10, 420f).ToArray());
        (await Rig.OneReadingAsync()).Values.ShouldBe(["discharge_mpa=0.42"]);
    }

    [Fact]
    public async Task Aliases_outlive_a_restart()
    {
        await BornAsync();
        await Rig.RestartAsync();
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 200).Float(null, 10, 420f).ToArray());
        (await Rig.OneReadingAsync()).Values.ShouldBe(["discharge_mpa=0.42"]);
        Rig.Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_gap_a_rebirth_is_asked_for_once_and_aliases_wait_for_it()
    {
        await BornAsync();
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 4).Float(null, 10, 420f).Boolean("run", 11, false).ToArray());
        (await Rig.OneReadingAsync()).Values.ShouldBe(["run=0"]);
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 9).Float(null, 10, 420f).ToArray());
        await Rig.ReadAsync();
        Rig.Chunk.Readings.Count.ShouldBe(0);

        var (topic, payload, site) = Rig.Answers.ShouldHaveSingleItem();
        (topic, site).ShouldBe(("spBv1.0/G/NCMD/N1", "yulan"));
        var metric = SparkplugPayload.TryRead(payload).ShouldNotBeNull().Metrics.ShouldHaveSingleItem();
        (metric.Name, metric.Shape, metric.Bits).ShouldBe(("Node Control/Rebirth", SparkplugValue.Boolean, 1ul));

        await Rig.PublishAsync("spBv1.0/G/NBIRTH/N1", NodeBirth(8));
        await Rig.PublishAsync("spBv1.0/G/DBIRTH/N1/pump-1", DeviceBirth(1));
        await Rig.ReadAsync();
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 2).Float(null, 10, 430f).ToArray());
        (await Rig.OneReadingAsync()).Values.ShouldBe(["discharge_mpa=0.43"]);
    }

    [Fact]
    public async Task After_a_birth_the_next_gap_is_asked_about_at_once()
    {
        await BornAsync();
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 4).Float(null, 10, 420f).ToArray());
        await Rig.PublishAsync("spBv1.0/G/NBIRTH/N1", NodeBirth(8));
        await Rig.PublishAsync("spBv1.0/G/DBIRTH/N1/pump-1", DeviceBirth(1));
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 5).Float(null, 10, 420f).ToArray());
        Rig.Answers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_request_that_was_lost_is_made_again()
    {
        await BornAsync();
        var time = new FakeTime();
        var dialect = new SparkplugDialect(Rig.Memory, new Domain.SiteClock(TimeProvider.System), time);
        int Asked(byte seq) => dialect.Read(new DialectMessage("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, seq).Float(null, 10, 420f).ToArray(), false, "yulan", null, "u")).Answers.Count;
        (Asked(2), Asked(4), Asked(5)).ShouldBe((0, 1, 0));
        time.Advance(TimeSpan.FromSeconds(11));
        (Asked(6), Asked(7)).ShouldBe((1, 0));
    }

    [Fact]
    public async Task One_that_never_says_what_it_means_is_asked_every_ten_seconds_however_often_it_is_born()
    {
        await BornAsync();
        for (byte i = 0; i < 5; i++)
        {
            await Rig.PublishAsync("spBv1.0/G/NBIRTH/N1", NodeBirth(8));
            await Rig.PublishAsync("spBv1.0/G/DBIRTH/N1/pump-1", DeviceBirth(1));
            await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 2).Float(null, 99, 1f).ToArray());
        }

        Rig.Answers.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_device_of_a_node_may_use_the_nodes_aliases_with_their_types_and_units()
    {
        await BornAsync();
        await Rig.PublishAsync("spBv1.0/G/NBIRTH/N1", SparkplugBytes.Payload(Now, 0).Long("bdSeq", null, 8, 8).Int("motor", 40, 3, 0).Long("outlet/pressure", 41, 4, 0, "kPa").ToArray());
        await Rig.PublishAsync("spBv1.0/G/DBIRTH/N1/pump-1", SparkplugBytes.Payload(Now, 1).Boolean("run", 11, true).ToArray());
        await Rig.ReadAsync();
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 2).Int(null, 40, 0, unchecked((uint)-5)).Long(null, 41, 0, 300).ToArray());
        (await Rig.OneReadingAsync()).ShouldBe(("pump-1", new[] { "motor_temp_c=-5", "discharge_mpa=0.3" }), ThingsBoard_Tests.Same);
        Rig.Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_integer_whose_type_nobody_stated_waits_for_the_birth()
    {
        await Rig.MapAsync("sparkplug", "G/N1/pump-1", "pump-1", Field("motor", "motor_temp_c"), Field("run", "run"));
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 2).Int("motor", null, 0, unchecked((uint)-5)).Boolean("run", null, true).ToArray());
        (await Rig.OneReadingAsync()).Values.ShouldBe(["run=1"]);
        Rig.Answers.Count.ShouldBe(1);
        // Stated in the message itself.
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 3).Int("motor", null, 3, unchecked((uint)-5)).ToArray());
        (await Rig.OneReadingAsync()).Values.ShouldBe(["motor_temp_c=-5"]);
    }

    [Fact]
    public async Task One_assets_credential_has_nobody_asked()
    {
        await Rig.PublishAsync("spBv1.0/G/NDATA/N9", SparkplugBytes.Payload(Now, 3).Double(null, 5, 1).ToArray(), asset: "light-1");
        Rig.Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sequence_goes_from_255_to_0()
    {
        await BornAsync();
        for (var seq = 2; seq < 260; seq++) await Rig.PublishAsync("spBv1.0/G/NDATA/N1", SparkplugBytes.Payload(Now, (byte)seq).ToArray());
        Rig.Answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_alias_or_no_birth_at_all_asks_for_one()
    {
        await Rig.PublishAsync("spBv1.0/G/NDATA/N9", SparkplugBytes.Payload(Now, 3).Double(null, 5, 1).ToArray());
        Rig.Answers.ShouldHaveSingleItem().Topic.ShouldBe("spBv1.0/G/NCMD/N9");
        await BornAsync();
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 2).Float(null, 99, 1f).ToArray());
        Rig.Answers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_nodes_death_takes_its_devices_along()
    {
        await BornAsync();
        await Rig.PublishAsync("spBv1.0/G/NDEATH/N1", NodeDeath(7), isWill: true);
        await Rig.ReadAsync();
        Rig.Chunk.Presences.Select(static entry => (entry.Record.Source, entry.Record.State)).ShouldBe([(Rig.SourceOf("light-1"), PresenceState.Lost), (Rig.SourceOf("pump-1"), PresenceState.Lost)], ignoreOrder: true);
        // Data after a death without a birth: nobody knows what its aliases mean.
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 2).Float(null, 10, 420f).ToArray());
        await Rig.ReadAsync();
        (Rig.Chunk.Readings.Count, Rig.Answers.Count).ShouldBe((0, 1));
    }

    [Fact]
    public async Task The_late_will_of_an_earlier_session_kills_nobody()
    {
        await BornAsync();
        await Rig.PublishAsync("spBv1.0/G/NDEATH/N1", NodeDeath(6), isWill: true);
        await Rig.ReadAsync();
        Rig.Chunk.Presences.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_devices_death_is_presence()
    {
        await BornAsync();
        await Rig.PublishAsync("spBv1.0/G/DDEATH/N1/pump-1", SparkplugBytes.Payload(Now, 2).ToArray());
        await Rig.ReadAsync();
        Rig.Chunk.Presences.ShouldHaveSingleItem().Record.State.ShouldBe(PresenceState.Offline);
    }

    [Fact]
    public async Task Stored_values_keep_their_time_and_alarm_nobody_past_the_stale_limit()
    {
        await BornAsync();
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 2).Double("outlet/pressure", null, 300, historical: true, timestamp: Now - 3_600_000).ToArray());
        await Rig.ReadAsync();
        (Rig.Chunk.Readings[0].EventTimeUnixMs, Rig.Chunk.Readings[0].Flags).ShouldBe((Now - 3_600_000, ReadingFlags.Retained));
    }

    [Fact]
    public async Task One_assets_credential_can_not_name_another_nodes_aliases()
    {
        await BornAsync();
        // The light's credential says that alias 10 is the pump's "run".
        await Rig.PublishAsync("spBv1.0/G/NBIRTH/N1", SparkplugBytes.Payload(Now, 0).Long("bdSeq", null, 8, 9).Boolean("run", 10, true).ToArray(), asset: "light-1");
        await Rig.ReadAsync();
        await Rig.PublishAsync("spBv1.0/G/DDATA/N1/pump-1", SparkplugBytes.Payload(Now, 2).Float(null, 10, 420f).ToArray());
        (await Rig.OneReadingAsync()).Values.ShouldBe(["discharge_mpa=0.42"]);
    }

    [Fact]
    public async Task Every_cut_and_flipped_payload_is_read_or_rejected_never_thrown()
    {
        var payload = DeviceBirth(1);
        for (var length = 1; length < payload.Length; length++) SparkplugPayload.TryRead(payload.AsSpan(0, length));
        var random = new Random(73);
        for (var i = 0; i < 200_000; i++)
        {
            var mutant = (byte[])payload.Clone();
            for (var flips = random.Next(1, 6); flips > 0; flips--) mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            SparkplugPayload.TryRead(mutant);
        }

        (await Rig.PublishAsync("spBv1.0/G/NDATA/N1", Encoding.UTF8.GetBytes("{\"json\":1}"))).ReasonCode.ShouldBe(MqttReasonCode.PayloadFormatInvalid);
        await Rig.ReadAsync();
        Rig.Chunk.Rejects.ShouldHaveSingleItem().Record.Reason.ShouldBe("payload-not-protobuf");
    }

    [Theory]
    [InlineData("spBv1.0/G/NCMD/N1")]
    [InlineData("spBv1.0/STATE/host")]
    public async Task Commands_and_hosts_are_only_routed(string topic) => (await Rig.PublishAsync(topic, "x")).ShouldBe(MqttPublishDecision.RouteOnly with { Audience = "yulan" });
}
