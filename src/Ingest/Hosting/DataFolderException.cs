namespace Facilities.Ingest.Hosting;

/// <summary>The data folder can't be taken; the message names it and says what to do.</summary>
public sealed class DataFolderException(string message, Exception inner) : Exception(message, inner);
