namespace Facilities.Telemetry.Tests;

public sealed class PointTableTests
{
    private static readonly PointDefinition Speed = new() { No = 3, Key = "car_speed", Kind = PointKind.Number, Unit = "m/s" };
    private static readonly PointDefinition Mode = new() { No = 900, Key = "模式", Kind = PointKind.State, States = ["normal", "inspection"] };

    [Fact]
    public void A_point_is_found_by_number_by_key_and_by_the_bytes_of_its_key()
    {
        var table = new PointTable([Speed, Mode]);
        table.Points.ShouldBe([Speed, Mode]);
        table[3].ShouldBe(Speed);
        table["模式"].ShouldBe(Mode);
        table.TryGet("模式"u8, out var point).ShouldBeTrue();
        point.ShouldBe(Mode);
        table.TryGet("car_spee"u8, out _).ShouldBeFalse();
        table.TryGet("Car_speed"u8, out _).ShouldBeFalse();
        table.TryGet((ReadOnlySpan<byte>)[], out _).ShouldBeFalse();
        table.TryGet((ushort)4, out _).ShouldBeFalse();
        table.TryGet(ushort.MaxValue, out _).ShouldBeFalse();
        Should.Throw<KeyNotFoundException>(() => table[4]).Message.ShouldContain("4");
        Should.Throw<KeyNotFoundException>(() => table["x"]).Message.ShouldContain("'x'");
        PointTable.Empty.TryGet("x"u8, out _).ShouldBeFalse();
    }

    [Fact]
    public void Every_key_of_a_large_table_is_found_by_its_bytes()
    {
        var points = Enumerable.Range(1, 500).Select(i => new PointDefinition { No = (ushort)i, Key = $"point_{i}", Kind = PointKind.Number }).ToList();
        var table = new PointTable(points);
        foreach (var expected in points)
        {
            table.TryGet(System.Text.Encoding.UTF8.GetBytes(expected.Key), out var found).ShouldBeTrue();
            found.ShouldBe(expected);
        }
    }

    [Fact]
    public void Looking_a_key_up_by_its_bytes_allocates_nothing()
    {
        var table = new PointTable([Speed, Mode]);
        table.TryGet("car_speed"u8, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) table.TryGet("car_speed"u8, out _);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Doubled_and_empty_keys_doubled_numbers_and_stateless_states_are_refused()
    {
        Should.Throw<ArgumentException>(() => new PointTable([Speed, Speed with { No = 4 }])).Message.ShouldContain("stands twice");
        Should.Throw<ArgumentException>(() => new PointTable([Speed, Mode with { No = 3 }])).Message.ShouldContain("number 3");
        Should.Throw<ArgumentException>(() => new PointTable([Speed with { Key = "" }])).Message.ShouldContain("empty key");
        Should.Throw<ArgumentException>(() => new PointTable([Mode with { States = [] }])).Message.ShouldContain("no states");
    }
}
