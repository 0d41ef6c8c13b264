namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>The server understood the request and refuses a statement in it; the message is the server's.</summary>
internal sealed class QueryRefusedException(string message) : Exception(message);
