Console.Error.WriteLine("The sandbox is being built.");
