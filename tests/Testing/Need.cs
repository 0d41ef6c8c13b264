using System.Diagnostics.CodeAnalysis;

namespace Facilities.Testing;

/// <summary>What a test may need besides the repository.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "Names of programs.")]
public enum Need
{
    /// <summary>Recordings, see <see cref="TestRecordings"/>.</summary>
    Recordings,

    /// <summary><c>mosquitto_pub</c> and <c>mosquitto_sub</c>.</summary>
    MosquittoClients,

    /// <summary><c>mosquitto</c>.</summary>
    MosquittoBroker,

    /// <summary>A PostgreSQL server's programs; the tests start one of their own, see <see cref="PostgresCluster"/>.</summary>
    PostgreSql,

    /// <summary><c>influxd</c> 1.x; the tests start servers of their own, see <see cref="InfluxServerProcess"/>.</summary>
    InfluxDb,

    /// <summary><c>victoria-metrics</c>, see <see cref="VictoriaMetricsProcess"/>.</summary>
    VictoriaMetrics,

    /// <summary><c>node</c> and <c>npm</c>.</summary>
    Node,

    /// <summary>Debian's Python with <c>paho</c>, see <see cref="RequiredInCi.SystemPython"/>.</summary>
    Paho,

    /// <summary><c>chromium</c>.</summary>
    Chromium,
}
